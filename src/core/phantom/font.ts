/** Letters of 5 x 7 cells, a row a string; only those that a phantom needs. */
const glyphs: Readonly<Record<string, readonly string[]>> = {
  A: [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
  E: ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
  H: ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
  I: [".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###."],
  L: ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
  M: ["#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"],
  N: ["#...#", "##..#", "#.#.#", "#.#.#", "#..##", "#...#", "#...#"],
  O: [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
  P: ["####.", "#...#", "#...#", "####.", "#....", "#....", "#...."],
  R: ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"],
  T: ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
  "0": [".###.", "#...#", "#..##", "#.#.#", "##..#", "#...#", ".###."],
  "1": ["..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###."],
  "2": [".###.", "#...#", "....#", "..##.", ".#...", "#....", "#####"],
  "5": ["#####", "#....", "####.", "....#", "....#", "#...#", ".###."],
  "-": [".....", ".....", ".....", ".###.", ".....", ".....", "....."],
  " ": [".....", ".....", ".....", ".....", ".....", ".....", "....."],
};

export const GLYPH_ROWS = 7;
const GLYPH_COLUMNS = 5;

/** Cells across a line of text, one empty cell between letters. */
export const textCells = (text: string): number => text.length * (GLYPH_COLUMNS + 1) - 1;

/**
 * Calls `cell(column, row)` for every filled cell of a line of text, counted from its top left.
 * @throws RangeError for a letter that the font lacks
 */
export function eachTextCell(text: string, cell: (column: number, row: number) => void): void {
  [...text].forEach((letter, position) => {
    const rows = glyphs[letter];
    if (rows === undefined) throw new RangeError(`phantom font has no "${letter}"`);
    rows.forEach((line, row) => {
      for (let column = 0; column < GLYPH_COLUMNS; column++) {
        if (line[column] === "#") cell(position * (GLYPH_COLUMNS + 1) + column, row);
      }
    });
  });
}
