import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";
import type { Codecs, DecodedPicture } from "../codecs.ts";
import { readJpegHeader, type JpegHeader } from "../codestream/jpeg-header.ts";
import type { Film, Frame } from "../film.ts";
import type { FilmLimits } from "../limits.ts";
import { identityGrey } from "../open-dicom.ts";
import { checkSize } from "../pixels/pixel-description.ts";

/** What a JPEG file may be that the decoder does not take, by name. */
function unsupported({ process, samples, bits }: JpegHeader): string | undefined {
  if (process === "arithmetic") return filmPhrases.arithmeticJpeg;
  if (process === "lossless" || process === "jpeg-ls" || process === "hierarchical") {
    return filmPhrases.losslessJpegFile;
  }
  if (bits !== 8) return filmPhrases.deepJpeg(bits);
  return samples === 4 ? filmPhrases.fourComponentJpeg : undefined;
}

/**
 * Turns a picture upright by its EXIF orientation: 1 as stored, 2 mirrored, 3 half a turn, 4 flipped,
 * 5 to 8 the same with rows and columns exchanged (EXIF 2.32, tag 0112).
 */
function upright(
  pixels: Uint8Array,
  size: { rows: number; columns: number; samples: number },
  orientation: number,
): Uint8Array {
  if (orientation === 1) return pixels;
  const { rows, columns, samples } = size;
  const exchanged = orientation >= 5;
  const mirrored = [2, 3, 6, 7].includes(orientation);
  const flipped = [3, 4, 7, 8].includes(orientation);
  const outRows = exchanged ? columns : rows;
  const outColumns = exchanged ? rows : columns;
  const out = new Uint8Array(pixels.length);
  let to = 0;
  for (let row = 0; row < outRows; row++) {
    for (let column = 0; column < outColumns; column++) {
      const y = flipped ? outRows - 1 - row : row;
      const x = mirrored ? outColumns - 1 - column : column;
      const from = samples * (exchanged ? x * columns + y : y * columns + x);
      for (let sample = 0; sample < samples; sample++) out[to++] = pixels[from + sample] ?? 0;
    }
  }
  return out;
}

async function decodeJpeg(bytes: Uint8Array, header: JpegHeader, codecs: Codecs): Promise<Frame> {
  const { rows, columns, samples, orientation } = header;
  let picture: DecodedPicture;
  try {
    picture = await codecs.decode("jpeg", bytes);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError("codec/failed", { name: "JPEG" }, { cause: thrown });
  }
  const count = rows * columns * samples;
  if (picture.rows !== rows || picture.columns !== columns || picture.data.length < count) {
    throw new AppError("codec/failed", { name: "JPEG" });
  }
  const pixels = upright(
    new Uint8Array(picture.data.buffer, picture.data.byteOffset, count),
    { rows, columns, samples },
    orientation,
  );
  const size = orientation >= 5 ? { rows: columns, columns: rows } : { rows, columns };
  return samples === 1 ? { colour: false, ...size, stored: pixels } : { colour: true, ...size, rgb: pixels };
}

/**
 * Opens a JPEG file as a film: grey or RGB in 8 bits, upright by its EXIF orientation.
 * @throws AppError film/truncated, film/corrupt, film/too-large, codec/unsupported
 */
export function openJpeg(bytes: Uint8Array, codecs: Codecs, limits: FilmLimits): Film {
  const header = readJpegHeader(bytes);
  const { samples, orientation } = header;
  const name = unsupported(header);
  if (name !== undefined) throw new AppError("codec/unsupported", { name, uid: "JPEG" });
  if (samples !== 1 && samples !== 3) {
    throw new AppError("film/corrupt", { detail: filmPhrases.noCodestreamHeader });
  }
  checkSize({ rows: header.rows, columns: header.columns, frames: 1, bytesPerPixel: samples }, limits);
  if (!header.complete) throw new AppError("film/truncated", { actual: bytes.length });
  const exchanged = orientation >= 5;
  return {
    kind: "jpeg",
    rows: exchanged ? header.columns : header.rows,
    columns: exchanged ? header.rows : header.columns,
    frames: 1,
    colour: samples === 3,
    bitsStored: 8,
    signed: false,
    grey: identityGrey,
    attributes: {},
    async decodeFrame(index) {
      if (index !== 0) throw new AppError("film/no-such-frame", { frame: index, frames: 1 });
      return await decodeJpeg(bytes, header, codecs);
    },
  };
}
