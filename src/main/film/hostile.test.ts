import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  ascii,
  concat,
  element,
  film,
  fragments,
  item,
  itemEnd,
  part10,
  plainFilm,
  sequenceEnd,
  u16,
  u32,
} from "../../core/dicom/testing/build-dicom.ts";
import { readFixture } from "../../core/dicom/testing/fixtures.ts";
import { openFilm } from "./open-film.ts";
import { failure } from "./testing/failure.ts";

describe("sizes are checked before anything is allocated", () => {
  const us = (tag: number, value: number) => [tag, element(tag, "US", u16(value))] as const;

  it("Rows and Columns of 65,535", async () => {
    expect(await failure(film([us(0x00280010, 65_535), us(0x00280011, 65_535)]))).toBe("film/too-large");
  });
  it("frames without end", async () => {
    const frames = [0x00280008, element(0x00280008, "IS", "999999999")] as const;
    expect(await failure(film([frames, us(0x00280010, 4000), us(0x00280011, 4000)]))).toBe("film/too-large");
  });
  it("8,192 x 8,192 in 16 bits is allowed: it fails for want of pixels only", async () => {
    const changes = [us(0x00280010, 8192), us(0x00280011, 8192), us(0x00280100, 16), us(0x00280101, 16)];
    expect(await failure(film([...changes, us(0x00280102, 15)]))).toBe("film/corrupt");
  });
  it.each([
    ["Rows of 0", 0x00280010, 0],
    ["Columns of 0", 0x00280011, 0],
    ["Bits Allocated of 32", 0x00280100, 32],
    ["Bits Stored over Bits Allocated", 0x00280101, 9],
    ["Bits Stored of 0", 0x00280101, 0],
    ["High Bit below Bits Stored", 0x00280102, 6],
    ["High Bit beyond Bits Allocated", 0x00280102, 8],
    ["Pixel Representation of 2", 0x00280103, 2],
    ["three samples of MONOCHROME2", 0x00280002, 3],
  ])("%s", async (_, tag, value) => {
    expect(await failure(film([us(tag, value)]))).toBe("film/bad-attribute");
  });
  it.each(["0", "-1", "1.5", "1e9", "many"])("Number of Frames %s", async (value) => {
    expect(await failure(film([[0x00280008, element(0x00280008, "IS", value)]]))).toBe("film/bad-attribute");
  });
  it("fewer pixels than the header says", async () => {
    const short = element(0x7fe00010, "OB", [0, 1, 2, 3]);
    expect(await failure(film([[0x7fe00010, short]]))).toBe("film/corrupt");
  });
  it("a codestream larger than the header", async () => {
    const whole = readFixture("j2k-p12.dcm");
    const at = whole.findIndex((_, index) =>
      [0x28, 0, 0x10, 0, 0x55].every((byte, k) => whole[index + k] === byte),
    );
    const changed = whole.slice();
    changed.set(u16(55), at + 8);
    expect(await failure(changed)).toBe("film/corrupt");
  });
});

describe("lengths and nesting", () => {
  const sequence = (content: Uint8Array, length?: number) => element(0x00081140, "SQ", content, length);
  const repeat = (bytes: Uint8Array, times: number): Uint8Array => {
    const out = new Uint8Array(bytes.length * times);
    for (let index = 0; index < times; index++) out.set(bytes, index * bytes.length);
    return out;
  };
  const nested = (depth: number): Uint8Array => {
    const open = concat(sequence(new Uint8Array(0), 0xffffffff), item([], 0xffffffff));
    const close = concat(itemEnd, sequenceEnd);
    return part10(concat(repeat(open, depth), repeat(close, depth), ...plainFilm().values()));
  };

  it("ten sequences inside each other are read", async () => {
    expect(await failure(nested(10))).toBeNull();
  });
  it("a hundred thousand are not, and no stack overflows", async () => {
    expect(await failure(nested(100_000))).toBe("film/corrupt");
  });
  it("an item that is longer than its sequence", async () => {
    const bytes = element(0x00283010, "SQ", item(element(0x00283003, "LO", "LUT"), 400));
    expect(await failure(film([[0x00283010, bytes]]))).toBe("film/corrupt");
  });
  it("an element that is longer than its item", async () => {
    const bytes = element(0x00283010, "SQ", item(element(0x00283003, "LO", "LUT", 60)));
    expect(await failure(film([[0x00283010, bytes]]))).toBe("film/corrupt");
  });
  it("an element that is longer than the file", async () => {
    const bytes = element(0x00080060, "UT", "DX", 0x7fffffff);
    expect(await failure(film([[0x00080060, bytes]]))).toBe("film/truncated");
  });
  it("something else where an item belongs", async () => {
    const bytes = element(0x00283010, "SQ", concat(u16(0x0028, 0x3003), u32(0)));
    expect(await failure(film([[0x00283010, bytes]]))).toBe("film/corrupt");
  });
  it("no transfer syntax", async () => {
    const bytes = concat(
      new Uint8Array(128),
      ascii("DICM"),
      element(0x00020012, "UI", "1.2"),
      ...plainFilm().values(),
    );
    expect(await failure(bytes)).toBe("film/corrupt");
  });
  it("a value representation that is none", async () => {
    const bytes = element(0x00080060, "d!", "DX");
    expect(
      await failure(
        film([
          [0x00080060, bytes],
          [0x00080005, element(0x00080005, "CS", "")],
        ]),
      ),
    ).toBe("film/corrupt");
  });
});

describe("deflated data sets", () => {
  const deflated = (dataSet: Uint8Array) => part10(deflateRawSync(dataSet), "1.2.840.10008.1.2.1.99");

  it("are inflated", async () => {
    expect(await failure(deflated(concat(...plainFilm().values())))).toBeNull();
  });
  it("a bomb of 200 MB in 200 KB is stopped at 42 MB", async () => {
    const piece = deflateRawSync(new Uint8Array(1_000_000), { finishFlush: constants.Z_FULL_FLUSH });
    const head = deflateRawSync(element(0x00080060, "OB", [], 0x7ffffff0), {
      finishFlush: constants.Z_FULL_FLUSH,
    });
    const bomb = part10(concat(head, ...Array<Uint8Array>(200).fill(piece)), "1.2.840.10008.1.2.1.99");
    expect(bomb.length).toBeLessThan(210_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await failure(bomb)).toBe("film/too-large");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(150_000_000);
  });
  it("what is no deflate stream is refused", async () => {
    const bytes = part10(new Uint8Array(400).fill(0xff), "1.2.840.10008.1.2.1.99");
    expect(await failure(bytes)).toBe("film/corrupt");
  });
});

describe("RLE", () => {
  const rle = (header: number[], data: number[]) =>
    film(
      [[0x7fe00010, fragments([], concat(u32(...header), new Uint8Array(64 - 4 * header.length), data))]],
      "1.2.840.10008.1.2.5",
    );

  it("twelve pixels in a run of ten and a literal of two", async () => {
    const bytes = rle([1, 64], [247, 9, 1, 5, 6, 0]);
    const frame = await (await openFilm(bytes)).decodeFrame(0);
    expect(frame).toMatchObject({ colour: false });
    expect(frame.colour ? [] : [...frame.stored]).toEqual([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 5, 6]);
  });
  it.each([
    ["too many segments", [2, 64, 66], [247, 9, 1, 5, 6, 0]],
    ["no segment", [0], [247, 9, 1, 5, 6, 0]],
    ["a segment that starts inside the header", [1, 8], [247, 9, 1, 5, 6, 0]],
    ["a segment that starts behind the frame", [1, 4_000_000], [247, 9, 1, 5, 6, 0]],
    ["a segment that ends too early", [1, 64], [247, 9, 1, 5]],
    ["only no-operations", [1, 64], [128, 128, 128, 128]],
    ["an empty segment", [1, 64], []],
  ])("%s", async (_, header, data) => {
    expect(await failure(rle(header, data))).toBe("film/corrupt");
  });
});

describe("frames and fragments", () => {
  const three = (offsets: number[], ...pieces: number[][]) =>
    film(
      [
        [0x00280008, element(0x00280008, "IS", "3")],
        [0x7fe00010, fragments(u32(...offsets), ...pieces)],
      ],
      "1.2.840.10008.1.2.4.70",
    );
  it.each([
    [
      "fewer fragments than frames",
      [],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "offsets that no fragment has",
      [0, 3, 9],
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    ],
    [
      "offsets that run back",
      [0, 20, 10],
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    ],
    [
      "offsets of other frames",
      [0, 10],
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    ],
    [
      "no offsets, and nothing that starts a frame",
      [],
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    ],
  ])("%s", async (_, offsets, pieces) => {
    expect(await failure(three(offsets, ...pieces))).toBe("film/corrupt");
  });
  it("native pixels in fragments (PS3.5 A.4.11)", async () => {
    const pixels = Array.from({ length: 12 }, (_, index) => index * 3);
    const wrapped = (bytes: number[]) => film([[0x7fe00010, fragments([], bytes)]], "1.2.840.10008.1.2.1.98");
    const frame = await (await openFilm(wrapped(pixels))).decodeFrame(0);
    expect(frame.colour ? [] : [...frame.stored]).toEqual(pixels);
    expect(await failure(wrapped(pixels.slice(0, 10)))).toBe("film/corrupt");
  });
  it("a frame that is not there", async () => {
    const opened = await openFilm(film());
    for (const index of [1, -1, 0.5, NaN]) {
      await expect(opened.decodeFrame(index)).rejects.toMatchObject({ code: "film/no-such-frame" });
    }
  });
});

describe("tables", () => {
  const palette = (descriptor: number[], data: number[]) =>
    film([
      [0x00280004, element(0x00280004, "CS", "PALETTE COLOR")],
      ...[0, 1, 2].flatMap((channel) => [
        [0x00281101 + channel, element(0x00281101 + channel, "US", u16(...descriptor))] as const,
        [0x00281201 + channel, element(0x00281201 + channel, "OW", u16(...data))] as const,
      ]),
    ]);

  it("a palette of two entries colours all values: the ends go on", async () => {
    const frame = await (await openFilm(palette([2, 5, 16], [0x1000, 0xf000]))).decodeFrame(0);
    expect(frame.colour ? [...frame.rgb.subarray(15, 21)] : []).toEqual([0x10, 0x10, 0x10, 0xf0, 0xf0, 0xf0]);
  });
  it.each([
    ["fewer entries than said", [300, 0, 16], [1, 2, 3]],
    ["0 for 65,536 entries, and three there", [0, 0, 16], [1, 2, 3]],
    ["entries of 0 bits", [2, 0, 0], [1, 2]],
    ["entries of 99 bits", [2, 0, 99], [1, 2]],
    ["a descriptor of two numbers", [2, 0], [1, 2]],
  ])("a palette with %s", async (_, descriptor, data) => {
    expect(await failure(palette(descriptor, data))).toBe("film/corrupt");
  });
  it("a VOI LUT with fewer entries than said", async () => {
    const lut = item(
      concat(element(0x00283002, "US", u16(4096, 0, 12)), element(0x00283006, "US", u16(1, 2, 3))),
    );
    expect(await failure(film([[0x00283010, element(0x00283010, "SQ", lut)]]))).toBe("film/corrupt");
  });
  it.each([
    ["an operation that is none", [9, 1, 5]],
    ["a line before any entry", [1, 4, 5]],
    ["a copy of what comes later", [0, 1, 7, 2, 1, 400, 0]],
    ["a copy of itself", [0, 1, 7, 2, 1, 6, 0]],
    ["more entries than said", [0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])("a segmented palette with %s", async (_, data) => {
    const changes = [0, 1, 2].flatMap((channel) => [
      [0x00281101 + channel, element(0x00281101 + channel, "US", u16(4, 0, 16))] as const,
      [0x00281221 + channel, element(0x00281221 + channel, "OW", u16(...data))] as const,
    ]);
    const bytes = film([[0x00280004, element(0x00280004, "CS", "PALETTE COLOR")], ...changes]);
    expect(await failure(bytes)).toBe("film/corrupt");
  });
});

describe("what is no film", () => {
  it.each([
    ["nothing", new Uint8Array(0), "film/empty"],
    ["text", ascii("once upon a time".repeat(50)), "film/not-a-film"],
    ["zeros", new Uint8Array(5000), "film/not-a-film"],
    ["a report", film([[0x7fe00010, null]]), "film/no-pixels"],
    ["DICM and nothing else", concat(new Uint8Array(128), ascii("DICM")), "film/truncated"],
  ])("%s", async (_, bytes, code) => {
    expect(await failure(bytes)).toBe(code);
  });
  it("a preamble that pretends to be a PNG does not hide a DICOM film", async () => {
    const bytes = film();
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect((await openFilm(bytes)).kind).toBe("dicom");
  });
  it("names the file and the syntax that it cannot decode", async () => {
    const opened = await openFilm(film([], "1.2.840.10008.1.2.4.110"), { file: "xl.dcm" });
    await expect(opened.decodeFrame(0)).rejects.toThrow(
      "xl.dcm is stored as JPEG XL Lossless (1.2.840.10008.1.2.4.110)",
    );
  });
});
