import { ontoFilm, toFilm, type Affine } from "../../../core/marks/affine.ts";
import type { Mark } from "../../../core/marks/mark.ts";
import {
  pointsOf,
  shapeFrom,
  shifted,
  withPoint,
  type DrawnKind,
  type Point,
  type Shape,
} from "../../../core/marks/shape.ts";

/** CSS pixels that a pointer may tremble without dragging. */
const tremble = 4;

interface Held {
  readonly mark: Mark;
  /** Which of its points is held; null for the whole mark. */
  readonly handle: number | null;
  readonly from: Point;
}

/** What the layer of marks shows and asks for while it is drawn on. */
export interface Board {
  readonly map: Affine;
  readonly rows: number;
  readonly columns: number;
  /** The tool in hand; null where marks are only pointed at. */
  readonly tool: DrawnKind | null;
  readonly mark: (id: string) => Mark | undefined;
  readonly mayChange: (mark: Mark) => boolean;
  readonly select: (id: string | null) => void;
  readonly place: (shape: Shape) => void;
  readonly change: (mark: Mark, shape: Shape) => void;
}

/** Placing and moving marks with a pointer or with keys. */
export class Drawing {
  /** Points of the mark that is being placed. */
  points = $state.raw<readonly Point[]>([]);
  hover = $state.raw<Point | null>(null);
  /** A mark that is being moved, as it would stand. */
  moved = $state.raw<{ readonly id: string; readonly shape: Shape } | null>(null);
  #held: Held | null = null;
  #pressedAt: { x: number; y: number } | null = null;
  #board: () => Board | null;

  constructor(board: () => Board | null) {
    this.#board = board;
  }

  /** Starts over. */
  clear(): void {
    this.points = [];
    this.hover = null;
    this.moved = null;
    this.#held = null;
    this.#pressedAt = null;
  }

  /** @returns whether the press means a mark, so that nothing else may take it for its own */
  press(at: { x: number; y: number }, on: { mark?: string; handle?: string }): boolean {
    const board = this.#board();
    const point = board === null ? null : this.#point(board, at);
    if (board === null || point === null) return false;
    if (board.tool !== null) {
      this.#pressedAt = at;
      this.#add(board, board.tool, point);
      return true;
    }
    const mark = on.mark === undefined ? undefined : board.mark(on.mark);
    if (mark === undefined) {
      board.select(null);
      return false;
    }
    board.select(mark.id);
    if (board.mayChange(mark)) {
      this.#held = { mark, handle: on.handle === undefined ? null : Number(on.handle), from: point };
    }
    return true;
  }

  move(at: { x: number; y: number }): void {
    const board = this.#board();
    const point = board === null ? null : this.#point(board, at);
    if (board === null || point === null) return;
    if (board.tool !== null) this.hover = point;
    const held = this.#held;
    if (held === null) return;
    const { shape, id } = held.mark;
    const by = [point.column - held.from.column, point.row - held.from.row] as const;
    this.moved = {
      id,
      shape: held.handle === null ? shifted(shape, ...by) : withPoint(shape, held.handle, point),
    };
  }

  release(at: { x: number; y: number }): void {
    const board = this.#board();
    if (board === null) return;
    const pressed = this.#pressedAt;
    this.#pressedAt = null;
    if (board.tool !== null && pressed !== null && this.points.length > 0) {
      const dragged = Math.hypot(at.x - pressed.x, at.y - pressed.y) > tremble;
      const point = this.#point(board, at);
      if (dragged && point !== null) this.#add(board, board.tool, point);
    }
    const [held, moved] = [this.#held, this.moved];
    this.#held = null;
    this.moved = null;
    if (held !== null && moved !== null) board.change(held.mark, moved.shape);
  }

  /** Places the tool's mark about a point without a pointer; its points are then moved by keys. */
  placeAbout(middle: Point, reach: number): void {
    const board = this.#board();
    if (board?.tool === null || board === null) return;
    this.clear();
    const points = layouts[board.tool].map(([column, row]) =>
      ontoFilm(
        { column: middle.column + column * reach, row: middle.row + row * reach },
        board.rows,
        board.columns,
      ),
    );
    board.place(shapeFrom(board.tool, points));
  }

  /** Moves a point of a mark, or all of it, by columns and rows. */
  nudge(mark: Mark, handle: number | null, columns: number, rows: number): void {
    const board = this.#board();
    if (board === null || !board.mayChange(mark)) return;
    const point = handle === null ? undefined : mark.shape.points[handle];
    if (point === undefined) return board.change(mark, shifted(mark.shape, columns, rows));
    const there = { column: point.column + columns, row: point.row + rows };
    board.change(mark, withPoint(mark.shape, handle ?? 0, ontoFilm(there, board.rows, board.columns)));
  }

  #point({ map, rows, columns }: Board, at: { x: number; y: number }): Point | null {
    const point = toFilm(map, at);
    return point === null ? null : ontoFilm(point, rows, columns);
  }

  #add(board: Board, tool: DrawnKind, point: Point): void {
    const points = [...this.points, point];
    if (points.length < pointsOf[tool]) {
      this.points = points;
      return;
    }
    this.clear();
    board.place(shapeFrom(tool, points));
  }
}

/** Where a mark's points first stand when it is placed by key, in parts of the reach about its middle. */
const layouts: Readonly<Record<DrawnKind, readonly (readonly [number, number])[]>> = {
  length: [
    [-0.5, 0],
    [0.5, 0],
  ],
  angle: [
    [0.5, -0.4],
    [-0.4, 0],
    [0.5, 0.4],
  ],
  cobb: [
    [-0.4, -0.4],
    [0.4, -0.4],
    [-0.4, 0.4],
    [0.4, 0.3],
  ],
  rectangle: [
    [-0.3, -0.3],
    [0.3, 0.3],
  ],
  ellipse: [
    [-0.3, -0.2],
    [0.3, 0.2],
  ],
  arrow: [
    [0, 0],
    [0.3, -0.3],
  ],
  cardiothoracic: [
    [0, -0.8],
    [0, 0.8],
    [-0.2, 0.2],
    [0.4, 0.2],
    [-0.9, 0.4],
    [0.9, 0.4],
  ],
};
