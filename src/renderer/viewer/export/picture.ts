import type { Described } from "../marks/describe.ts";
import { layOut } from "../marks/describe.ts";
import type { FilmView } from "../film-view.svelte.ts";
import { lineHeight } from "../marks/label-places.ts";

const ink = "#ffe6a3";
const otherInk = "#aab2bd";
const margin = 12;
const size = 12;
const font = (weight: number): string => `${weight} ${size}px Inter, system-ui, sans-serif`;

export interface PictureText {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/**
 * What a viewport shows, at the screen's own pixels: the film as it is drawn, with marks and corner
 * text over it as they are asked for.
 * @returns null where no film is on screen
 */
export function pictureOf(
  view: FilmView,
  marks: readonly Described[],
  text: PictureText,
): HTMLCanvasElement | null {
  const { pixels, placement, stage } = view;
  if (pixels === null || placement === null || stage === null) return null;
  const source = stage.picture;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [source.width, source.height];
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.drawImage(source, 0, 0);
  const { ratio, map } = placement;
  context.scale(ratio, ratio);
  const [width, height] = [canvas.width / ratio, canvas.height / ratio];
  for (const [index, drawn] of layOut(marks, pixels, map, { width, height }).entries()) {
    const item = marks[index];
    if (item !== undefined) drawMark(context, item, drawn);
  }
  drawLines(context, text.left, margin, "left");
  drawLines(context, text.right, width - margin, "right");
  return canvas;
}

function drawMark(
  context: CanvasRenderingContext2D,
  { lines, note, number, own }: Described,
  { outline, label }: ReturnType<typeof layOut>[number],
): void {
  const colour = own ? ink : otherInk;
  context.lineCap = "round";
  context.lineJoin = "round";
  const stroke = (path: string, style: string, width: number, dashes: number[]): void => {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.setLineDash(dashes);
    context.stroke(new Path2D(path));
  };
  stroke(outline.solid, "rgb(0 0 0 / 55%)", 3.5, []);
  stroke(outline.dashed, colour, 1, [3, 5]);
  stroke(outline.solid, colour, 1.5, own ? [] : [6, 3]);
  context.setLineDash([]);
  if (label.inMargin) write(context, String(number), outline.anchor.x + 8, outline.anchor.y - 6, colour, 400);
  context.textAlign = label.align;
  const all = note === "" ? lines : [...lines, note];
  for (const [index, line] of all.entries()) {
    const first = index === 0;
    const shown = first && label.inMargin ? `${number}  ${line}` : line;
    const quiet = note !== "" && index === all.length - 1;
    write(
      context,
      shown,
      label.x,
      label.y + index * lineHeight,
      quiet ? otherInk : colour,
      first ? 600 : 400,
    );
  }
  context.textAlign = "start";
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  weight: number,
): void {
  context.font = font(weight);
  context.lineWidth = 3;
  context.strokeStyle = "rgb(0 0 0 / 75%)";
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly string[],
  x: number,
  align: "left" | "right",
): void {
  context.textAlign = align;
  for (const [index, line] of lines.entries()) {
    write(context, line, x, margin + (index + 1) * lineHeight, "#e6e9ee", index === 0 ? 600 : 400);
  }
  context.textAlign = "start";
}

/** The picture as a file's bytes. */
export const encoded = (
  canvas: HTMLCanvasElement,
  type: "image/png" | "image/jpeg",
  quality = 0.95,
): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob === null) reject(new Error("the picture could not be encoded"));
        else resolve(blob);
      },
      type,
      quality,
    );
  });
