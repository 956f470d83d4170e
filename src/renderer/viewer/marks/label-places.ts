import type { ScreenPoint } from "../../../core/marks/affine.ts";

export interface Label {
  readonly anchor: ScreenPoint;
  readonly lines: readonly string[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LabelPlace {
  readonly x: number;
  /** Base line of the first line. */
  readonly y: number;
  readonly align: "start" | "end";
  /** In the margin beside the film, where it covers nothing. */
  readonly inMargin: boolean;
}

export const lineHeight = 16;
/** Widest of a character on average, in CSS pixels at the labels' size. */
const characterWidth = 6.6;
const gap = 10;
/** Corner text stands in the outer rows of a margin. */
const cornerRows = 96;
/** The tools stand at the right edge. */
const toolsWidth = 78;

const widthOf = ({ lines }: Label): number =>
  characterWidth * Math.max(0, ...lines.map((text) => text.length));

/**
 * Places labels so that they cover as little of the film as can be: in the margin beside it where
 * that is wide enough, on the side nearer to the mark; else next to the mark. Labels of one margin
 * stand below each other, and one next to a mark stands clear of the others as near to it as it can.
 * @param film the film's box on screen; @param view the size of what is on screen; all in CSS pixels
 */
export function placeLabels(
  labels: readonly Label[],
  film: Box,
  view: { readonly width: number; readonly height: number },
): readonly LabelPlace[] {
  const room = { left: film.left - gap, right: view.width - toolsWidth - film.right - gap };
  const sides = labels.map((label) => {
    const width = widthOf(label);
    const near = label.anchor.x < (film.left + film.right) / 2 ? "left" : "right";
    const far = near === "left" ? "right" : "left";
    return [near, far].find((side) => room[side as "left" | "right"] >= width) as
      "left" | "right" | undefined;
  });
  const places: LabelPlace[] = [];
  const taken: Box[] = [];
  for (const [index, label] of labels.entries()) {
    if (sides[index] !== undefined) continue;
    const place = clear(label, beside(label, view), taken, view.height);
    taken.push(boxOf(label, place));
    places[index] = place;
  }
  for (const side of ["left", "right"] as const) {
    const inside = labels
      .map((label, index) => ({ label, index }))
      .filter(({ index }) => sides[index] === side)
      .sort((a, b) => a.label.anchor.y - b.label.anchor.y);
    let free = cornerRows;
    for (const { label, index } of inside) {
      const y = Math.max(free, Math.min(label.anchor.y, view.height - cornerRows));
      places[index] = {
        x: side === "left" ? film.left - gap : film.right + gap,
        y,
        align: side === "left" ? "end" : "start",
        inMargin: true,
      };
      free = y + label.lines.length * lineHeight + gap / 2;
    }
  }
  return places;
}

function beside(label: Label, view: { readonly width: number; readonly height: number }): LabelPlace {
  const { x, y } = label.anchor;
  const height = label.lines.length * lineHeight;
  const fits = x + 2 * gap + widthOf(label) < view.width - toolsWidth;
  return {
    x: fits ? x + 2 * gap : x - 2 * gap,
    // On the mark's own side it stands below the anchor, off the mark's lines.
    y: Math.min(
      Math.max(y + (fits ? 4 : 4 + lineHeight), lineHeight),
      Math.max(lineHeight, view.height - height),
    ),
    align: fits ? "start" : "end",
    inMargin: false,
  };
}

/** What a label at a place covers. */
function boxOf(label: Label, { x, y, align }: LabelPlace): Box {
  const left = align === "start" ? x : x - widthOf(label);
  const top = y - lineHeight;
  return { left, top, right: left + widthOf(label), bottom: top + label.lines.length * lineHeight };
}

/** The place, moved up or down to the nearest height at which the label covers none of the others; as it was where there is none. */
function clear(label: Label, place: LabelPlace, taken: readonly Box[], height: number): LabelPlace {
  const overlaps = (one: Box, other: Box): boolean =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const lines = label.lines.length * lineHeight;
  const heights = taken.flatMap(({ top, bottom }) => [bottom + lineHeight, top + lineHeight - lines]);
  const [nearest] = [place.y, ...heights]
    .map((y) => ({ ...place, y }))
    .filter((moved) => {
      const box = boxOf(label, moved);
      return box.top >= 0 && box.bottom <= height && !taken.some((other) => overlaps(box, other));
    })
    .sort((one, other) => Math.abs(one.y - place.y) - Math.abs(other.y - place.y));
  return nearest ?? place;
}
