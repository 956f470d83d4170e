import { Chart } from "./chart.ts";
import type { Cell, Figure, FigureTable } from "./figure.ts";
import type { Look } from "./look.ts";

/** Points of a saved picture, and pixels for each: sharp on paper and on a slide. */
const size = { width: 800, height: 560, scale: 2 } as const;

const quoted = (cell: Cell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A table as CSV (RFC 4180), numbers with every digit and a full stop; UTF-8 with the mark that spreadsheets look for. */
export function csvOf({ columns, rows }: FigureTable): string {
  return "\uFEFF" + [columns, ...rows].map((row) => row.map(quoted).join(",") + "\r\n").join("");
}

/**
 * Draws a figure with its title on the window's ground, apart from the window.
 * @returns null where the browser cannot make a picture
 */
export async function pngOf(figure: Figure, title: string, look: Look): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const config = figure.config(look);
  const chart = new Chart(canvas, {
    ...config,
    options: {
      ...config.options,
      responsive: false,
      devicePixelRatio: size.scale,
      layout: { padding: 24 },
      plugins: {
        ...config.options?.plugins,
        title: {
          display: true,
          text: title,
          align: "start",
          color: look.text,
          font: { family: look.font, size: 15, weight: 600 },
          padding: { bottom: 16 },
        },
      },
    },
    plugins: [...(config.plugins ?? []), ground(look)],
  });
  const picture = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
  chart.destroy();
  return picture;
}

const ground = (look: Look) => ({
  id: "ground",
  beforeDraw({ ctx, width, height }: Chart): void {
    ctx.save();
    ctx.fillStyle = look.ground;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
});

/** A name that every file system takes: letters, digits and hyphens of the title. */
export const fileName = (title: string, ending: "png" | "csv"): string =>
  `${
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 80) || "chart"
  }.${ending}`;

/** Hands a file to the browser's or Electron's own way of saving. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun once the click has been handled.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
