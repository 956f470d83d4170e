import type { Film, Frame } from "../dicom/film.ts";
import { checkHeader } from "./check-header.ts";
import { checkPicture } from "./check-picture.ts";
import { sayingText, type CheckReason, type FilmCheck } from "./film-check.ts";
import type { GreyImage } from "./preprocess.ts";

/** Shorter side of the networks' input where none is loaded. */
export const usualSide = 224;

/** Reasons to a verdict: the worst of them; worst first, else in the order given. */
export function judge(reasons: readonly CheckReason[]): FilmCheck {
  const withheld = reasons.filter(({ verdict }) => verdict === "withhold");
  const warned = reasons.filter(({ verdict }) => verdict === "warn");
  const said = [...withheld, ...warned].map((reason) => reason.said);
  return {
    verdict: withheld.length > 0 ? "withhold" : warned.length > 0 ? "warn" : "ok",
    reasons: said.map(sayingText),
    ...(said.length === 0 ? {} : { said }),
  };
}

/**
 * What speaks against films like this one being known to the networks: its header, its size, its grey levels.
 * @param image grey levels of `frame` as displayed
 * @param side shorter side of the largest network input, in pixels
 */
export function checkFilm(
  film: Pick<Film, "kind" | "frames" | "attributes">,
  frame: Frame,
  image: GreyImage,
  side: number = usualSide,
): CheckReason[] {
  return [...checkHeader(film), ...checkPicture(image, frame, side)];
}
