import { describe, expect, it } from "vitest";
import { phantomDicom } from "./dicom.ts";
import { drawPhantom } from "./draw.ts";
import { drawLateralPhantom } from "./lateral.ts";
import { pydicomPresent, readWithPydicom } from "./testing/pydicom.ts";

const spacing = { row: 0.4, column: 0.3, source: "pixel-spacing" } as const;
const base = { seed: 11, rows: 740, columns: 820, bits: 12, spacing, age: 60 } as const;
const film = drawLateralPhantom(base);

/** Mean level of a box of 9 x 9 pixels, against noise. */
const level = (row: number, column: number): number => {
  let sum = 0;
  for (let i = 0; i < 81; i++)
    sum +=
      film.values[
        (Math.round(row) + Math.floor(i / 9) - 4) * film.columns + Math.round(column) + (i % 9) - 4
      ] ?? 0;
  return sum / 81;
};
/** Where levels change most along a line of 61 places, counted from its middle. */
const steepest = (at: (step: number) => number): number => {
  const levels = Array.from({ length: 61 }, (_, i) => at(i - 30));
  const changes = levels.slice(4).map((value, i) => Math.abs(value - (levels[i] ?? 0)));
  return changes.indexOf(Math.max(...changes)) + 2 - 30;
};

describe("drawLateralPhantom", () => {
  it("draws the same film for the same options, another for another seed, and the complement in MONOCHROME1", () => {
    const small = { ...base, rows: 120, columns: 100 };
    const one = drawLateralPhantom(small);
    expect(drawLateralPhantom(small)).toEqual(one);
    expect(drawLateralPhantom({ ...small, seed: 12 }).values).not.toEqual(one.values);
    const inverse = drawLateralPhantom({ ...small, polarity: "MONOCHROME1" });
    expect(inverse.values.every((value, i) => value === 4095 - (one.values[i] ?? 0))).toBe(true);
  });

  it("has the heart's back border and the lungs' borders where it says, in millimetres", () => {
    const { heart, depth } = film.geometry;
    expect(heart.mm).toBeCloseTo((heart.to.column - heart.from.column) * 0.3, 9);
    expect(depth.mm).toBeCloseTo((depth.to.column - depth.from.column) * 0.3, 9);
    // Above the domes' summits, where air lies behind the heart.
    const away = steepest((step) => level(heart.to.row, heart.to.column + step));
    expect(Math.abs(away) * 0.3).toBeLessThan(3);
    expect(heart.mm / depth.mm).toBeGreaterThan(0.4);
    expect(heart.mm / depth.mm).toBeLessThan(0.7);
    // An adult's chest is flatter than it is wide.
    const { thorax } = drawPhantom(base).geometry;
    expect(depth.mm / thorax.mm).toBeGreaterThan(0.5);
    expect(depth.mm / thorax.mm).toBeLessThan(0.8);
  });

  it("shows the right dome above the left one, the lungs dark above them and the belly bright below", () => {
    const { right, left } = film.geometry.domes;
    expect(right.row).toBeLessThan(left.row);
    const { depth, heart } = film.geometry;
    const behind = (heart.to.column + depth.to.column) / 2;
    expect(level(heart.to.row, behind)).toBeLessThan(0.6 * level(left.row + 60, left.column));
    expect(level(4, 8)).toBeLessThan(level(heart.to.row, behind));
  });

  it.skipIf(!pydicomPresent())(
    "is by its header a left lateral film of the frontal one's study, read by pydicom",
    () => {
      const said = { name: "BOTH", patientId: "PHANTOM-BOTH", studyDate: "20260105" };
      const small = { ...base, rows: 120, columns: 100 };
      const lateral = readWithPydicom(phantomDicom(drawLateralPhantom(small), said)).attributes;
      const frontal = readWithPydicom(phantomDicom(drawPhantom(small), said)).attributes;
      expect(lateral).toMatchObject({
        ViewPosition: "LL",
        PatientOrientation: "['P', 'F']",
        InstanceNumber: "2",
        StudyInstanceUID: frontal["StudyInstanceUID"],
      });
      expect(lateral["SOPInstanceUID"]).not.toBe(frontal["SOPInstanceUID"]);
    },
  );
});
