import type { TextPort } from "../../core/dicom/codecs.ts";
import type { Film } from "../../core/dicom/film.ts";
import { openFilmWith, type OpenOptions } from "../../core/dicom/open.ts";
import { createCodecs } from "./codecs.ts";

const text: TextPort = { decode: (label, bytes) => new TextDecoder(label).decode(bytes) };
const codecs = createCodecs();

/**
 * Opens a DICOM, PNG or JPEG film by its content. The header is read and checked, no pixel is decoded;
 * decoders are loaded when a frame first needs them. `bytes` must not change while the film is used.
 * @throws AppError film/empty, film/not-a-film, film/truncated, film/corrupt, film/too-large,
 * film/no-pixels, film/bad-attribute, codec/unsupported
 */

export async function openFilm(bytes: Uint8Array, options?: OpenOptions): Promise<Film> {
  return openFilmWith({ codecs, text }, bytes, options);
}
