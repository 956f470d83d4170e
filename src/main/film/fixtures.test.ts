import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { displayTable, firstStored } from "../../core/dicom/grey/display-table.ts";
import {
  difference,
  fixtures,
  readExpected,
  readFixture,
  type Fixture,
} from "../../core/dicom/testing/fixtures.ts";
import { rendered } from "../../core/dicom/testing/render.ts";
import { openFilm } from "./open-film.ts";

/**
 * Films whose levels may be one off dcmtk's, and why; all others equal it. Windows of dcmtk and ours cut
 * fractions off at the same place, so what is left are values that are no whole numbers before the
 * window, and tables: dcmtk maps an entry e of n bits to e * 256 / 2^n, Overread to e * 255 / (2^n - 1),
 * where the highest entry and only that one is white.
 */
const oneOff = /^(rescale$|rescale-negative-no-window$|voi-lut-)/;

const open = (fixture: Fixture) => openFilm(readFixture(fixture.file));

describe("rendering equals that of dcmtk, pydicom or PIL", () => {
  it.each(fixtures.filter(({ expected }) => expected))("$name", async (fixture) => {
    const film = await open(fixture);
    expect(film.frames).toBe(fixture.expected?.length);
    for (const [index, name] of (fixture.expected ?? []).entries()) {
      const expected = readExpected(name);
      const frame = await film.decodeFrame(index);
      expect([frame.rows, frame.columns]).toEqual([expected.rows, expected.columns]);
      expect([film.rows, film.columns]).toEqual([expected.rows, expected.columns]);
      const { largest } = difference(rendered(film, frame), expected.levels);
      expect(largest).toBeLessThanOrEqual(oneOff.test(fixture.name) ? 1 : 0);
    }
  });
});

describe("stored values are those that pydicom reads after another program's decoding", () => {
  it.each(fixtures.filter(({ storedSha256 }) => storedSha256))("$name", async (fixture) => {
    const film = await open(fixture);
    const hash = createHash("sha256");
    for (let index = 0; index < film.frames; index++) {
      const frame = await film.decodeFrame(index);
      if (frame.colour) throw new Error("colour");
      const { buffer, byteOffset, byteLength } = frame.stored;
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
    expect(hash.digest("hex")).toBe(fixture.storedSha256);
  });
});

describe("what cannot be decoded is refused by name", () => {
  it.each(fixtures.filter(({ unsupported }) => unsupported))("$name", async (fixture) => {
    const decoded = open(fixture).then((film) => film.decodeFrame(0));
    await expect(decoded).rejects.toMatchObject({
      code: "codec/unsupported",
      params: { uid: fixture.unsupported },
    });
  });
});

describe("person names keep their components in every character set", () => {
  it.each(fixtures.filter(({ patientName }) => patientName))("$name", async (fixture) => {
    expect((await open(fixture)).attributes.patientName).toBe(fixture.patientName);
  });
});

// dcmtk 3.6.7 knows no LINEAR_EXACT (PS3.3 C.11.2.1.3.2): it would take the window for LINEAR.
describe("LINEAR_EXACT equals pydicom's apply_voi_lut", () => {
  it.each(fixtures.filter(({ pydicomVoi }) => pydicomVoi))("$name", async (fixture) => {
    const { grey, bitsStored, signed } = await open(fixture);
    const [voi] = grey.vois;
    if (!voi || !fixture.pydicomVoi) throw new Error("no VOI");
    const { top, values } = fixture.pydicomVoi;
    const table = displayTable({ grey, bitsStored, signed, voi }, top);
    for (const [stored, expected] of Object.entries(values)) {
      expect(table[Number(stored) - firstStored(bitsStored, signed)]).toBeCloseTo(expected, 5);
    }
  });
});

// dcm2pnm shows padding like any other value; PS3.3 C.7.5.1.1.2 makes it background.
describe("padding is background and outside the range shown", () => {
  it("padding: 4,095 in nine rows is black, and the rest is spread over all levels", async () => {
    const fixture = fixtures.find(({ name }) => name === "padding");
    if (!fixture) throw new Error("no fixture");
    const film = await open(fixture);
    const frame = await film.decodeFrame(0);
    const levels = rendered(film, frame);
    expect(Math.max(...levels.subarray(0, 9 * frame.columns))).toBe(0);
    expect(Math.max(...levels.subarray(9 * frame.columns))).toBe(255);
    // The film without padding, by dcmtk, below the nine rows: the same range there, so the same levels.
    const whole = await open({ ...fixture, file: "no-window-12.dcm" });
    const plain = await whole.decodeFrame(0);
    if (plain.colour || frame.colour) throw new Error("colour");
    expect(frame.stored.subarray(9 * frame.columns)).toEqual(plain.stored.subarray(9 * frame.columns));
  });

  it("padding-range-mono1: 0 to 5 is black although the film is MONOCHROME1", async () => {
    const film = await openFilm(readFixture("padding-range-mono1.dcm"));
    const frame = await film.decodeFrame(0);
    const levels = rendered(film, frame);
    expect(Math.max(...levels.subarray(0, 12 * frame.columns))).toBe(0);
    expect(film.grey).toMatchObject({ inverted: true, padding: { low: 0, high: 5 } });
  });
});

describe("films share codecs and leave each other alone", () => {
  it("many decoded at the same time, and each frame again", async () => {
    const decoded = fixtures.filter(({ expected, name }) => expected && /(jpeg|j2k)/.test(name));
    await Promise.all(
      decoded.map(async (fixture) => {
        const film = await open(fixture);
        const frames = await Promise.all([film.decodeFrame(0), film.decodeFrame(0)]);
        for (const frame of frames) {
          const { levels } = readExpected(fixture.expected?.[0] ?? "");
          expect(difference(rendered(film, frame), levels).largest).toBe(0);
        }
        expect(frames[0]).toEqual(frames[1]);
      }),
    );
  });
  it("decoding never changes the file's bytes, also not in a Buffer", async () => {
    for (const { file, unsupported } of fixtures) {
      if (unsupported) continue;
      const bytes = Buffer.from(readFixture(file));
      const before = createHash("sha256").update(bytes).digest("hex");
      const film = await openFilm(bytes);
      await film.decodeFrame(0);
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(before);
    }
  });
});
