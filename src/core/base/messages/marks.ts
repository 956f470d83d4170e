import type { SpacingSource } from "../../dicom/spacing.ts";
import type { Measure } from "../../marks/measure.ts";
import type { Scale } from "../../marks/scale.ts";
import type { DrawnKind, ShapeKind } from "../../marks/shape.ts";
import { decimal } from "../figures.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/marks.ts";

/** Words of measuring and marking. */

const kinds: Record<ShapeKind, string> = {
  length: "Length",
  angle: "Angle",
  cobb: "Cobb angle",
  rectangle: "Rectangle",
  ellipse: "Ellipse",
  arrow: "Arrow",
  cardiothoracic: "Cardiothoracic ratio",
  key: "Key image",
};

const marksEnglish = {
  kinds,
  title: "Marks",
  layer: "Marks on the film",
  /** What the next press places, by tool. */
  prompts: {
    length: ["Length: first end", "Length: second end"],
    angle: ["Angle: end of one side", "Angle: vertex", "Angle: end of the other side"],
    cobb: [
      "Cobb angle: upper end plate, one end",
      "Cobb angle: upper end plate, other end",
      "Cobb angle: lower end plate, one end",
      "Cobb angle: lower end plate, other end",
    ],
    rectangle: ["Rectangle: one corner", "Rectangle: opposite corner"],
    ellipse: ["Ellipse: one corner of its box", "Ellipse: opposite corner"],
    arrow: ["Arrow: tip", "Arrow: where its words stand"],
    cardiothoracic: [
      "Cardiothoracic ratio 1 of 6: midline, a spinous process high up",
      "Cardiothoracic ratio 2 of 6: midline, a spinous process low down",
      "Cardiothoracic ratio 3 of 6: right heart border at its farthest from the midline",
      "Cardiothoracic ratio 4 of 6: left heart border at its farthest from the midline",
      "Cardiothoracic ratio 5 of 6: inner border of the right ribs where the chest is widest",
      "Cardiothoracic ratio 6 of 6: inner border of the left ribs where the chest is widest",
    ],
  } satisfies Record<DrawnKind, readonly string[]>,
  keyboardHint: "Enter places it in the middle, Esc leaves the tool",
  handles: {
    length: ["First end", "Second end"],
    angle: ["End of one side", "Vertex", "End of the other side"],
    cobb: ["Upper line, one end", "Upper line, other end", "Lower line, one end", "Lower line, other end"],
    rectangle: ["Corner", "Opposite corner"],
    ellipse: ["Corner of the box", "Opposite corner of the box"],
    arrow: ["Tip", "Words"],
    cardiothoracic: [
      "Midline, high",
      "Midline, low",
      "Right heart border",
      "Left heart border",
      "Right inner thorax",
      "Left inner thorax",
    ],
  } satisfies Record<DrawnKind, readonly string[]>,
  arrowText: "Words of the arrow",
  none: "No marks on this study.",
  goTo: (what: string) => `Show ${what}`,
  remove: (what: string) => `Delete ${what}`,
  locked: "Part of the committed read: it does not change.",
  of: (reader: string) => `by ${reader}`,
  onFilm: (film: number) => `film ${film}`,
  onFrame: (frame: number) => `frame ${frame}`,
  keyImage: "Key image",
  noMillimetres: "Pixels, not millimetres: the film gives no pixel spacing.",
  noSquare: "The film gives no pixel spacing: angles are right only if its pixels are square.",
  noRatio: "Heart and thorax have no width yet.",
  nothingToUndo: "Nothing to undo.",
  nothingToRedo: "Nothing to redo.",
  /** Where a length comes from. */
  source: {
    "pixel-spacing": "calibrated",
    "imager-pixel-spacing": "at detector",
    "imager-pixel-spacing-magnified": "magnification corrected",
  } satisfies Record<SpacingSource, string>,
  measured: {
    meanAndDeviation: (mean: string, deviation: string) => `mean ${mean}  SD ${deviation}`,
    range: (low: string, high: string) => `${low} to ${high}`,
    ratio: (ratio: string) => `CTR ${ratio}`,
    heart: (length: string) => `heart ${length}`,
    thorax: (length: string) => `thorax ${length}`,
  },
} as const;
export const marks: Translated<typeof marksEnglish> = words(marksEnglish, turkish.marks);

/** A length to a tenth of a millimetre or pixel: a film's pixels are no finer. */
export function lengthText(value: number, { unit }: Pick<Scale, "unit">): string {
  return `${decimal(value, 1)} ${unit}`;
}

function areaText(value: number, { unit }: Scale): string {
  if (unit === "px") return `${decimal(value, 0)} px²`;
  return value >= 100 ? `${decimal(value / 100, 2)} cm²` : `${decimal(value, 1)} mm²`;
}

/** Values that are known by a unit; Rescale Type OD means thousandths of an optical density (PS3.3 C.11.1.1.2). */
const unitNames: Readonly<Record<string, string>> = { HU: " HU", OD: " mOD" };
/** Decimals that give a value four figures, and never fewer than its whole part. */
const decimalsOf = (value: number): number =>
  Math.min(3, Math.max(0, 3 - Math.floor(Math.log10(Math.max(1, Math.abs(value))))));

/**
 * A measurement in lines, the first the one that is looked for.
 * @param units what the film's values are, as its header says; absent if it does not
 */
export function measureLines(measure: Measure, scale: Scale, units?: string): readonly string[] {
  switch (measure.kind) {
    case "none":
      return [];
    case "length":
      return [lengthText(measure.length, scale)];
    case "angle":
      return measure.degrees === null ? [] : [`${decimal(measure.degrees, 1)}°`];
    case "region": {
      const { width, height, area, statistics } = measure;
      const size = `${areaText(area, scale)} (${decimal(width, 1)} × ${decimal(height, 1)} ${scale.unit})`;
      if (statistics === null) return [size];
      const { mean, deviation, low, high } = statistics;
      const unit = unitNames[units ?? ""] ?? "";
      const figure = (value: number): string => decimal(value, decimalsOf(mean));
      return [
        marks.measured.meanAndDeviation(`${figure(mean)}${unit}`, figure(deviation)),
        marks.measured.range(figure(low), `${figure(high)}${unit}`),
        size,
      ];
    }
    case "cardiothoracic": {
      const { ratio, heart, thorax } = measure;
      if (ratio === null) return [marks.noRatio];
      return [
        marks.measured.ratio(decimal(ratio, 2)),
        marks.measured.heart(lengthText(heart, scale)),
        marks.measured.thorax(lengthText(thorax, scale)),
      ];
    }
  }
}

/** Where a mark's lengths come from, or why they are pixels; empty where it has none. */
export function scaleNote(measure: Measure, scale: Scale): string {
  if (measure.kind === "none") return "";
  if (measure.kind === "angle") return scale.source === null ? marks.noSquare : "";
  return scale.source === null ? marks.noMillimetres : marks.source[scale.source];
}
