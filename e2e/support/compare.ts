import type { GreyPicture } from "./films.ts";

export interface Difference {
  /** Largest difference in grey levels. */
  readonly most: number;
  readonly mean: number;
  readonly compared: number;
}

/**
 * Compares a screen that shows a film at 1 : 1 about its middle with a rendering of that film.
 * The film's middle stands on the screen's middle, up to the rounding of half a pixel, which is
 * searched; everything but a margin is compared.
 */
export function compareAtActualSize(screen: GreyPicture, film: GreyPicture, margin = 4): Difference {
  const candidates: Difference[] = [];
  for (const down of [-1, 0, 1]) {
    for (const right of [-1, 0, 1]) candidates.push(compareAt(screen, film, right, down, margin));
  }
  return candidates.reduce((best, one) => (one.mean < best.mean ? one : best));
}

function compareAt(
  screen: GreyPicture,
  film: GreyPicture,
  right: number,
  down: number,
  margin: number,
): Difference {
  const left = Math.round((screen.columns - film.columns) / 2) + right;
  const top = Math.round((screen.rows - film.rows) / 2) + down;
  let most = 0;
  let sum = 0;
  let compared = 0;
  for (let y = Math.max(0, top) + margin; y < Math.min(screen.rows, top + film.rows) - margin; y++) {
    for (
      let x = Math.max(0, left) + margin;
      x < Math.min(screen.columns, left + film.columns) - margin;
      x++
    ) {
      const shown = screen.levels[y * screen.columns + x] ?? 0;
      const wanted = film.levels[(y - top) * film.columns + (x - left)] ?? 0;
      const difference = Math.abs(shown - wanted);
      most = Math.max(most, difference);
      sum += difference;
      compared += 1;
    }
  }
  return { most, mean: compared === 0 ? Infinity : sum / compared, compared };
}
