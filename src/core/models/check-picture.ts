import type { Frame } from "../dicom/film.ts";
import { reason, type CheckReason } from "./film-check.ts";
import { centralRegion, type GreyImage } from "./preprocess.ts";

/** Share of width and height that counts as the field: collimation and borders lie outside. */
const field = 0.8;
/**
 * Limits of clipping in the field. Of 962 training films 1 in 1,000 has more than 10 % pure black,
 * and none more than 1.7 % pure white.
 */
const blackLimit = 0.1;
const whiteLimit = 0.02;
const clippedLimit = 0.5;
/** Half a step of 8 bits: a lossy codec smears a clipped area by that much. */
const end = 0.5 / 255;
/** Enough pixels for a share to a thousandth. */
const samples = 250_000;

function shares({ rows, columns, grey }: GreyImage) {
  const { top, bottom, left, right } = centralRegion(rows, columns, field);
  const step = Math.max(1, Math.floor(Math.sqrt(((bottom - top) * (right - left)) / samples)));
  let [seen, black, white, low, high] = [0, 0, 0, Infinity, -Infinity];
  for (let row = top; row < bottom; row += step) {
    for (let column = left; column < right; column += step) {
      const value = grey[row * columns + column] ?? 0;
      seen++;
      if (value <= end) black++;
      else if (value >= 1 - end) white++;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { black: black / seen, white: white / seen, range: high - low };
}

function checkGrey(image: GreyImage): CheckReason[] {
  const { black, white, range } = shares(image);
  if (!(range > 0)) return [reason("withhold", "blank")];
  if (black + white > clippedLimit) return [reason("withhold", "nothingLeft", black + white)];
  return [
    ...(black > blackLimit ? [reason("warn", "clippedBlack", black)] : []),
    ...(white > whiteLimit ? [reason("warn", "clippedWhite", white)] : []),
  ];
}

/** Spread of R, G and B beyond which a pixel is coloured; chroma noise of a JPEG stays below. */
const colouredSpread = 24;
const someColour = 0.002;
const muchColour = 0.2;

function checkColour(rgb: Uint8Array): CheckReason[] {
  const pixels = rgb.length / 3;
  const step = 3 * Math.max(1, Math.floor(pixels / samples));
  let [seen, coloured] = [0, 0];
  for (let i = 0; i < rgb.length; i += step) {
    const [r, g, b] = [rgb[i] ?? 0, rgb[i + 1] ?? 0, rgb[i + 2] ?? 0];
    seen++;
    if (Math.max(r, g, b) - Math.min(r, g, b) > colouredSpread) coloured++;
  }
  const share = coloured / seen;
  if (share > muchColour) return [reason("withhold", "colour")];
  return share > someColour ? [reason("warn", "someColour", share)] : [];
}

function checkSize(rows: number, columns: number, side: number): CheckReason[] {
  const shorter = Math.min(rows, columns);
  if (shorter < side / 2) return [reason("withhold", "tooSmall", columns, rows, side)];
  return shorter < side ? [reason("warn", "small", columns, rows, side)] : [];
}

/**
 * What a film's picture says against it: fewer pixels than the networks look at, blank, clipped to
 * black or white within the middle 80 %, in colour.
 * @param image grey levels as displayed
 * @param frame the same frame as decoded
 * @param side shorter side of the largest network input, in pixels
 */
export function checkPicture(image: GreyImage, frame: Frame, side: number): CheckReason[] {
  return [
    ...checkSize(image.rows, image.columns, side),
    ...checkGrey(image),
    ...(frame.colour ? checkColour(frame.rgb) : []),
  ];
}
