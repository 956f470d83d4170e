import { eachTextCell, GLYPH_ROWS, textCells } from "./font.ts";
import type { Box, Place } from "./geometry.ts";

/** Draws marks over stored values at the film's own resolution; places in pixels, sizes in millimetres. */
export class Canvas {
  readonly rows: number;
  readonly columns: number;
  readonly rowMm: number;
  readonly columnMm: number;
  private readonly values: Uint16Array;

  constructor(values: Uint16Array, rows: number, columns: number, rowMm: number, columnMm: number) {
    this.values = values;
    this.rows = rows;
    this.columns = columns;
    this.rowMm = rowMm;
    this.columnMm = columnMm;
  }

  place(column: number, row: number): Place {
    return { column, row, xMm: column * this.columnMm, yMm: row * this.rowMm };
  }

  private blend(column: number, row: number, value: number, coverage: number): void {
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows || coverage <= 0) return;
    const index = row * this.columns + column;
    const under = this.values[index] ?? 0;
    this.values[index] = Math.round(under + (value - under) * Math.min(1, coverage));
  }

  /** Everything within `distance(dx, dy) <= 0`, millimetres from the centre, edges blended over one pixel. */
  private shape(
    centre: Place,
    reachMm: number,
    value: number,
    distance: (dx: number, dy: number) => number,
  ): void {
    const soft = Math.max(this.rowMm, this.columnMm);
    const [dc, dr] = [Math.ceil(reachMm / this.columnMm) + 1, Math.ceil(reachMm / this.rowMm) + 1];
    const [c0, r0] = [Math.round(centre.column), Math.round(centre.row)];
    for (let row = r0 - dr; row <= r0 + dr; row++) {
      for (let column = c0 - dc; column <= c0 + dc; column++) {
        const d = distance((column - centre.column) * this.columnMm, (row - centre.row) * this.rowMm);
        this.blend(column, row, value, 0.5 - d / soft);
      }
    }
  }

  disc(centre: Place, radiusMm: number, value: number): void {
    this.shape(centre, radiusMm, value, (x, y) => Math.hypot(x, y) - radiusMm);
  }

  cross(centre: Place, radiusMm: number, value: number): void {
    const half = Math.max(radiusMm * 0.08, 0.5 * Math.max(this.rowMm, this.columnMm));
    this.shape(centre, radiusMm, value, (x, y) => {
      const [ax, ay] = [Math.abs(x), Math.abs(y)];
      return Math.max(Math.min(ax, ay) - half, Math.max(ax, ay) - radiusMm);
    });
  }

  fill(box: Box, value: number, coverage = 1): void {
    for (let row = Math.round(box.top); row <= Math.round(box.bottom); row++) {
      for (let column = Math.round(box.left); column <= Math.round(box.right); column++) {
        this.blend(column, row, value, coverage);
      }
    }
  }

  /** One line of text with its top left corner at a pixel; `cell` is a letter cell's size in pixels. */
  text(text: string, left: number, top: number, cell: { width: number; height: number }, value: number): Box {
    eachTextCell(text, (column, row) => {
      const x = left + column * cell.width;
      const y = top + row * cell.height;
      this.fill({ left: x, top: y, right: x + cell.width - 1, bottom: y + cell.height - 1 }, value);
    });
    return {
      left,
      top,
      right: left + textCells(text) * cell.width - 1,
      bottom: top + GLYPH_ROWS * cell.height - 1,
    };
  }
}
