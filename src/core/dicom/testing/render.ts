import type { Film, Frame } from "../film.ts";
import { displayLevels, initialVoi, renderGrey } from "../grey-levels.ts";

/** A frame as the workstation shows it first: grey levels, or R, G, B. */
export function rendered(film: Film, frame: Frame): Uint8Array | Uint8ClampedArray {
  if (frame.colour) return frame.rgb;
  const { grey, bitsStored, signed } = film;
  return renderGrey(
    frame.stored,
    displayLevels({ grey, bitsStored, signed, voi: initialVoi(film, frame.stored) }),
  );
}
