import type { Film, Frame } from "../dicom/film.ts";
import { checkHeader, type CheckReason } from "./check-header.ts";
import { checkPicture } from "./check-picture.ts";
import type { FilmCheck } from "./film-check.ts";
import type { GreyImage } from "./preprocess.ts";

/** Shorter side of the networks' input where none is loaded. */
export const usualSide = 224;

/** Reasons to a verdict: the worst of them; worst first, else in the order given. */
export function judge(reasons: readonly CheckReason[]): FilmCheck {
  const withheld = reasons.filter((reason) => reason.verdict === "withhold");
  const warned = reasons.filter((reason) => reason.verdict === "warn");
  return {
    verdict: withheld.length > 0 ? "withhold" : warned.length > 0 ? "warn" : "ok",
    reasons: [...withheld, ...warned].map((reason) => reason.sentence),
  };
}

/**
 * Whether the networks know films like this one, from its header, its size and its grey levels.
 * @param image grey levels of `frame` as displayed
 * @param side shorter side of the largest network input, in pixels
 */
export function checkFilm(
  film: Pick<Film, "kind" | "frames" | "attributes">,
  frame: Frame,
  image: GreyImage,
  side: number = usualSide,
): FilmCheck {
  return judge([...checkHeader(film), ...checkPicture(image, frame, side)]);
}
