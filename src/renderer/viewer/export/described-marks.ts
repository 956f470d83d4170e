import { marksOf } from "../../state/marks.svelte.ts";
import type { FilmView } from "../film-view.svelte.ts";
import { describe, type Described } from "../marks/describe.ts";

/** The marks on a view's film, key images apart, with what they measure; none where no film is on screen. */
export function describedMarks({ pixels, hung }: FilmView): readonly Described[] {
  const marks = hung === null ? null : marksOf(hung.study.row.studyUid);
  if (pixels === null || marks === null) return [];
  return marks
    .on(pixels.filmId, pixels.frame)
    .filter((mark) => mark.shape.kind !== "key")
    .map((mark) =>
      describe(pixels, {
        mark,
        shape: mark.shape,
        own: marks.isOwn(mark),
        number: marks.drawn.indexOf(mark) + 1,
      }),
    );
}
