import { Room } from "../base/room.ts";
import type { Film, Frame } from "./film.ts";
import { initialVoi } from "./grey-levels.ts";
import { displayTable, firstStored } from "./grey/display-table.ts";

/**
 * The frame as it is first shown, in floating point: 0 black to 1 white, row-major, rows x columns.
 * Grey goes through the whole chain with the initial VOI and the film's polarity; colour becomes its
 * luminance (ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B).
 * @param room what it is written into; it holds until something else is
 */
export function displayedGrey(film: Film, frame: Frame, room = Room.own()): Float32Array {
  const out = room.takeFloats(frame.rows * frame.columns);
  if (frame.colour) {
    const { rgb } = frame;
    for (let index = 0, at = 0; index < out.length; index++, at += 3) {
      out[index] = (0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0)) / 255;
    }
    return out;
  }
  const { grey, bitsStored, signed } = film;
  const first = firstStored(bitsStored, signed);
  const table = displayTable({ grey, bitsStored, signed, voi: initialVoi(film, frame.stored) }, 1);
  for (let index = 0; index < out.length; index++) {
    out[index] = table[(frame.stored[index] ?? 0) - first] ?? 0;
  }
  return out;
}
