import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { canRun, renderWithDcmtk } from "../../core/dicom/testing/dcmtk.ts";
import { difference } from "../../core/dicom/testing/fixtures.ts";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { openFilm } from "../film/open-film.ts";
import { FrameDecoder } from "./decode-frames.ts";

const folder = mkdtempSync(join(tmpdir(), "overread-frames-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const decoder = new FrameDecoder(openFilm);
const [rows, columns] = [301, 240];

const path = join(folder, "film.dcm");
writeFileSync(path, phantomDicom(drawPhantom({ seed: 3, rows, columns, bits: 12, age: 4 })));
/** A smaller one. */
const other = join(folder, "other.dcm");
writeFileSync(other, phantomDicom(drawPhantom({ seed: 4, rows: 150, columns: 140, bits: 8, age: 4 })));
const asked = { id: 1, file: "film.dcm", frame: 0 } as const;
const paint = (of: string, width: number, height: number) =>
  decoder.paint({ kind: "paint", ...asked, path: of, stage: { width, height, smooth: true } });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const apart = (one: ArrayLike<number>, other: ArrayLike<number>): number[] =>
  Array.from(one, (level, index) => Math.abs(level - (other[index] ?? NaN)));

/** Mean level of each square of ten pixels. */
function areas(levels: Uint8Array, width: number, height: number): number[] {
  const side = 10;
  const across = Math.floor(width / side);
  return Array.from({ length: across * Math.floor(height / side) }, (_, area) => {
    const start = Math.floor(area / across) * side * width + (area % across) * side;
    return mean(
      Array.from({ length: side * side }, (_, at) => {
        return levels[start + Math.floor(at / side) * width + (at % side)] ?? NaN;
      }),
    );
  });
}

describe.skipIf(!canRun(["dcm2pnm", "gdcmconv"]))("the first picture of a film", () => {
  it("is what dcmtk shows, at 1 : 1", async () => {
    const { picture, rows: head } = await paint(path, columns, rows);
    expect(head).toBe(rows);
    expect(picture).toMatchObject({ exact: true, origin: { x: 0, y: 0 }, scale: { x: 1, y: 1 } });
    const theirs = renderWithDcmtk("dcm2pnm", ["+Wi", "1"], path);
    expect(difference(picture.levels, theirs).largest).toBeLessThanOrEqual(1);
  });

  it("is the same after a larger film and a larger stage", async () => {
    await paint(path, 3 * columns, 2 * rows);
    const { picture } = await paint(other, 140, 150);
    const theirs = renderWithDcmtk("dcm2pnm", ["+Wi", "1"], other);
    expect(difference(picture.levels, theirs).largest).toBeLessThanOrEqual(1);
  });

  it("fits a stage and covers a part of it", async () => {
    const { picture } = await paint(path, 3 * columns, 2 * rows);
    expect(picture).toMatchObject({
      origin: { x: columns / 2, y: 0 },
      scale: { x: 2, y: 2 },
      part: { x: columns / 2, y: 0, width: 2 * columns, height: 2 * rows },
    });
    expect(picture.levels).toHaveLength(2 * columns * 2 * rows);
  });

  it("is the same in two halves, at 1 : 1 what dcmtk shows", async () => {
    const large = join(folder, "large.dcm");
    const size = { rows: 1201, columns: 1000, bits: 12 } as const;
    writeFileSync(large, phantomDicom(drawPhantom({ seed: 5, ...size, age: 4 })));
    const alone = await paint(large, 500, 333);
    await vi.waitUntil(() => decoder.painter.ready);
    const together = await paint(large, 500, 333);
    expect(together).toEqual(alone);
    const { picture } = await paint(large, size.columns, size.rows);
    expect(picture.levels).toHaveLength(size.rows * size.columns);
    const theirs = renderWithDcmtk("dcm2pnm", ["+Wi", "1"], large);
    expect(difference(picture.levels, theirs).largest).toBeLessThanOrEqual(1);
  });

  it("comes of a smaller copy where a JPEG 2000 film holds one, and its pixels come whole", async () => {
    const packed = join(folder, "packed.dcm");
    execFileSync("gdcmconv", ["--j2k", path, packed]);
    const [width, height] = [columns / 2, Math.ceil(rows / 2)];
    const whole = await paint(path, width, height);
    const { picture } = await paint(packed, width, height);
    expect(picture).toMatchObject({ ...whole.picture, levels: picture.levels, exact: false });
    // A wavelet's low band keeps more of the noise than a mean over four pixels; over areas both say the same.
    const [halved, all] = [picture, whole.picture].map(({ levels }) => areas(levels, width, height));
    expect(Math.max(...apart(halved ?? [], all ?? []))).toBeLessThan(15);
    expect(mean(apart(halved ?? [], all ?? []))).toBeLessThan(2);
    const { pixels } = await decoder.decode({ kind: "decode", ...asked, path: packed });
    const alone = await (await openFilm(readFileSync(path))).decodeFrame(0);
    expect("stored" in pixels && pixels.stored).toEqual(!alone.colour && alone.stored);
  });
});

it("gives the pixels of the frame that was painted, and of no other", async () => {
  await paint(path, 100, 100);
  const decoded = await decoder.decode({ kind: "decode", ...asked, path: other });
  expect([decoded.rows, decoded.columns]).toEqual([150, 140]);
});
