import { decode } from "fast-png";
import { expect, it } from "vitest";
import { phantomPng } from "./png.ts";
import { drawPhantom } from "./draw.ts";
import { phantomSeries } from "./series.ts";
import { pydicomPresent, readWithPydicom } from "./testing/pydicom.ts";

it("gives the same films for the same seed", () => {
  const [first] = phantomSeries({ count: 1, seed: 1 });
  const [again] = phantomSeries({ count: 2, seed: 1 });
  expect(again).toEqual(first);
  const [other] = phantomSeries({ count: 1, seed: 2 });
  expect(other?.bytes).not.toEqual(first?.bytes);
});

it(
  "gives a picture in every five, and to an adult a lateral film of the same study",
  { timeout: 60_000 },
  () => {
    const films = [...phantomSeries({ count: 6, seed: 1 })];
    expect(films.map(({ name }) => name)).toEqual([
      "phantom-001.dcm",
      "phantom-002.dcm",
      "phantom-003.dcm",
      "phantom-004.dcm",
      "phantom-005.png",
      "phantom-006.dcm",
    ]);
    if (!pydicomPresent()) return;
    const [frontal, lateral] = [films[3], films[5]].map(
      (film) => readWithPydicom(film?.bytes ?? new Uint8Array()).attributes,
    );
    expect(frontal?.["ViewPosition"]).toBe("PA");
    expect(lateral).toMatchObject({ ViewPosition: "LL", StudyInstanceUID: frontal?.["StudyInstanceUID"] });
  },
);

it("writes a PNG with dark air and bright bone whatever the polarity", () => {
  const film = { seed: 4, rows: 120, columns: 100, bits: 12 };
  const pictures = (["MONOCHROME1", "MONOCHROME2"] as const).map((polarity) =>
    decode(phantomPng(drawPhantom({ ...film, polarity }))),
  );
  expect(pictures[0]).toMatchObject({ width: 100, height: 120, depth: 16, channels: 1 });
  expect(pictures[0]?.data).toEqual(pictures[1]?.data);
  const [corner, spine] = [2 * 100 + 10, 40 * 100 + 50].map((i) => pictures[0]?.data[i] ?? NaN);
  expect(corner).toBeLessThan(3000);
  expect(spine).toBeGreaterThan(30_000);
});
