import type { FilmPixels } from "../../../core/api.ts";
import { marks as words, measureLines, scaleNote } from "../../../core/base/messages/marks.ts";
import { toScreen, type Affine } from "../../../core/marks/affine.ts";
import type { Mark } from "../../../core/marks/mark.ts";
import { measure } from "../../../core/marks/measure.ts";
import { scaleOf } from "../../../core/marks/scale.ts";
import type { Shape } from "../../../core/marks/shape.ts";
import { placeLabels, type Box, type LabelPlace } from "./label-places.ts";
import { outline, type Outline } from "./outline.ts";

/** A mark with what it says. */
export interface Described {
  readonly mark: Mark;
  /** As it stands now, also while it is being moved. */
  readonly shape: Shape;
  readonly own: boolean;
  /** Its place in the study's list. */
  readonly number: number;
  /** What it measures, or its words. */
  readonly lines: readonly string[];
  /** Where its lengths come from, and whose it is. */
  readonly note: string;
  /** For a screen reader. */
  readonly name: string;
}

interface Drawn {
  readonly outline: Outline;
  readonly label: LabelPlace;
}

const frameOf = ({ pixels, rows, columns, grey }: FilmPixels) =>
  pixels.colour ? null : { rows, columns, stored: pixels.stored, grey };

/** What a mark of this film says. */
export function describe(
  film: FilmPixels,
  { mark, shape, own, number }: Pick<Described, "mark" | "shape" | "own" | "number">,
): Described {
  const scale = scaleOf(film.spacing);
  const found = measure(shape, scale, frameOf(film));
  const lines = [...measureLines(found, scale, film.grey.units)];
  if (shape.kind === "arrow" && shape.text !== "") lines.push(shape.text);
  const notes = [scaleNote(found, scale), own ? "" : words.of(mark.reader)];
  return {
    mark,
    shape,
    own,
    number,
    lines,
    note: notes.filter((part) => part !== "").join(", "),
    name: [words.kinds[shape.kind], ...lines].join(", "),
  };
}

/** The film's box on screen. */
export function boxOnScreen({ rows, columns }: FilmPixels, map: Affine): Box {
  const corners = [-0.5, columns - 0.5].flatMap((column) =>
    [-0.5, rows - 0.5].map((row) => toScreen(map, { column, row })),
  );
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** How marks are drawn on a film that is shown through `map` in a view of so many CSS pixels, in their order. */
export function layOut(
  marks: readonly Described[],
  film: FilmPixels,
  map: Affine,
  view: { readonly width: number; readonly height: number },
): readonly Drawn[] {
  const scale = scaleOf(film.spacing);
  const outlines = marks.map(({ shape }) => outline(shape, map, scale));
  const labels = placeLabels(
    marks.map(({ lines, note }, index) => ({
      anchor: outlines[index]?.anchor ?? { x: 0, y: 0 },
      lines: note === "" ? lines : [...lines, note],
    })),
    boxOnScreen(film, map),
    view,
  );
  return outlines.flatMap((drawn, index) => {
    const label = labels[index];
    return label === undefined ? [] : [{ outline: drawn, label }];
  });
}
