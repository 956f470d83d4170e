import { PHANTOM_LABEL, PHANTOM_LABEL_LINES } from "../base/messages/phantom.ts";
import type { Canvas } from "./canvas.ts";
import { GLYPH_ROWS, textCells } from "./font.ts";
import type { Box, Distance, Marker, PhantomGeometry } from "./geometry.ts";

export type Annotations = Pick<PhantomGeometry, "markers" | "ruler" | "sideMarker" | "label">;

/** Stored values of metal and of the plate behind words. */
export interface Inks {
  readonly metal: number;
  readonly plate: number;
}

/** Draws the label, the side letter, the markers and the ruler; all lie outside the lungs. */
export function annotate(canvas: Canvas, side: "L" | "R", inks: Inks): Annotations {
  return {
    markers: markers(canvas, inks),
    ruler: ruler(canvas, inks),
    sideMarker: sideMarker(canvas, side, inks),
    label: label(canvas, inks),
  };
}

const size = (canvas: Canvas) => ({
  width: canvas.columns * canvas.columnMm,
  height: canvas.rows * canvas.rowMm,
});

/** Letter cells of about the wanted height in millimetres, at least one pixel. */
function cellFor(canvas: Canvas, letterMm: number): { width: number; height: number } {
  const cellMm = letterMm / GLYPH_ROWS;
  return {
    width: Math.max(1, Math.round(cellMm / canvas.columnMm)),
    height: Math.max(1, Math.round(cellMm / canvas.rowMm)),
  };
}

function label(canvas: Canvas, inks: Inks): PhantomGeometry["label"] {
  const { width, height } = size(canvas);
  const one = [PHANTOM_LABEL];
  // One line where it fits into 60 % of the film at a readable size, else one below the other.
  const wanted = cellFor(canvas, 0.026 * Math.min(width, height));
  const fits = (lines: readonly string[], cell: { width: number }): boolean =>
    Math.max(...lines.map(textCells)) * cell.width <= 0.62 * canvas.columns;
  const lines = fits(one, wanted) ? one : PHANTOM_LABEL_LINES;
  const gap = 3;
  const tall = lines.length * (GLYPH_ROWS + gap) * wanted.height;
  const margin = Math.max(1, Math.round(0.012 * canvas.rows));
  const top = canvas.rows - margin - tall;
  const widest = Math.max(...lines.map(textCells)) * wanted.width;
  const left = Math.round((canvas.columns - widest) / 2);
  const pad = { x: 3 * wanted.width, y: 2 * wanted.height };
  const plate: Box = {
    left: left - pad.x,
    top: top - pad.y,
    right: left + widest + pad.x - 1,
    bottom: top + tall - gap * wanted.height + pad.y - 1,
  };
  canvas.fill(plate, inks.plate, 0.92);
  lines.forEach((line, i) => {
    const indent = Math.round((widest - textCells(line) * wanted.width) / 2);
    canvas.text(line, left + indent, top + i * (GLYPH_ROWS + gap) * wanted.height, wanted, inks.metal);
  });
  return { text: PHANTOM_LABEL, box: plate };
}

function sideMarker(canvas: Canvas, letter: "L" | "R", inks: Inks): PhantomGeometry["sideMarker"] {
  const { width, height } = size(canvas);
  const cell = cellFor(canvas, 0.05 * Math.min(width, height));
  const wide = textCells(letter) * cell.width;
  // The patient's left is on the right of the film.
  const centre = (letter === "L" ? 0.94 : 0.06) * (canvas.columns - 1);
  const box = canvas.text(
    letter,
    Math.round(centre - wide / 2),
    Math.round(0.5 * canvas.rows),
    cell,
    inks.metal,
  );
  return { letter, box };
}

function markers(canvas: Canvas, inks: Inks): readonly Marker[] {
  const { width, height } = size(canvas);
  const radiusMm = 0.016 * Math.min(width, height);
  const at = (x: number, y: number) =>
    canvas.place(Math.round(x * (canvas.columns - 1)), Math.round(y * (canvas.rows - 1)));
  const list: Marker[] = [
    { kind: "cross", centre: at(0.05, 0.045), radiusMm },
    { kind: "cross", centre: at(0.95, 0.045), radiusMm },
    { kind: "cross", centre: at(0.05, 0.955), radiusMm },
    { kind: "cross", centre: at(0.95, 0.955), radiusMm },
    { kind: "disc", centre: at(0.05, 0.62), radiusMm: radiusMm / 2 },
    { kind: "disc", centre: at(0.95, 0.7), radiusMm: radiusMm / 2 },
  ];
  for (const { kind, centre, radiusMm: r } of list) {
    if (kind === "cross") canvas.cross(centre, r, inks.metal);
    else canvas.disc(centre, r, inks.metal);
  }
  return list;
}

/** A vertical ruler of a round length beside the body, with a tick at each end and each tenth. */
function ruler(canvas: Canvas, inks: Inks): Distance {
  const nominal = [100, 50, 20, 10, 5, 2, 1].find((mm) => mm <= 0.22 * size(canvas).height) ?? 1;
  const rows = Math.max(1, Math.round(nominal / canvas.rowMm));
  const column = Math.round(0.05 * (canvas.columns - 1));
  const top = Math.round(0.69 * (canvas.rows - 1));
  const thick = Math.max(1, Math.round((0.0022 * size(canvas).width) / canvas.columnMm));
  canvas.fill({ left: column, top, right: column + thick - 1, bottom: top + rows }, inks.metal);
  for (let tick = 0; tick <= 10; tick++) {
    const row = top + Math.round((rows * tick) / 10);
    const long = (tick % 5 === 0 ? 0.018 : 0.01) * (canvas.columns - 1);
    canvas.fill(
      { left: column, top: row, right: column + Math.max(2, Math.round(long)), bottom: row },
      inks.metal,
    );
  }
  const [from, to] = [canvas.place(column, top), canvas.place(column, top + rows)];
  return { from, to, mm: to.yMm - from.yMm };
}
