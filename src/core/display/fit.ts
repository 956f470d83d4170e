interface Sides {
  readonly rows: number;
  readonly columns: number;
  /** Millimetres between rows and between columns; null where they are not known. */
  readonly spacing: { readonly row: number; readonly column: number } | null;
}

/** Device pixels for one film pixel along a row and down a column, by the scale of the finer one; they differ where pixels are not square. */
export function axesOf({ spacing }: Pick<Sides, "spacing">, scale: number): { x: number; y: number } {
  const { row, column } = spacing ?? { row: 1, column: 1 };
  return { x: scale * Math.max(1, column / row), y: scale * Math.max(1, row / column) };
}

/** The scale at which a whole film just fits, upright or on its side. */
export function fitScale(
  film: Sides,
  stage: { readonly width: number; readonly height: number },
  onItsSide = false,
): number {
  const { x, y } = axesOf(film, 1);
  const [across, down] = [film.columns * x, film.rows * y];
  const [width, height] = onItsSide ? [down, across] : [across, down];
  return Math.min(stage.width / width, stage.height / height);
}
