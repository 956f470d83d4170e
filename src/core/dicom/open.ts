import { AppError, asAppError } from "../base/errors.ts";
import { filmPhrases } from "../base/phrases.ts";
import type { Film } from "./film.ts";
import { filmKind } from "./kind.ts";
import { defaultLimits, type FilmLimits } from "./limits.ts";
import { openDicom, type FilmPorts } from "./open-dicom.ts";
import { openJpeg } from "./picture/open-jpeg.ts";
import { openPng } from "./picture/open-png.ts";

export interface OpenOptions {
  /** Name of the file, for the sentence of a failure. */
  readonly file?: string;
  readonly limits?: FilmLimits;
}

/** An error with the film's file in it; whatever else was thrown at hostile bytes counts as damage. */
function named(thrown: unknown, file: string | undefined): AppError {
  const error = asAppError(thrown, "film/corrupt", { detail: filmPhrases.contradictory });
  if (file === undefined || error.params["file"] !== undefined) return error;
  return new AppError(error.code, { ...error.params, file }, { cause: error.cause });
}

function openByKind(bytes: Uint8Array, ports: FilmPorts, limits: FilmLimits): Film {
  if (bytes.length === 0) throw new AppError("film/empty");
  switch (filmKind(bytes)) {
    case "dicom":
      return openDicom(bytes, ports, limits);
    case "png":
      return openPng(bytes, limits);
    case "jpeg":
      return openJpeg(bytes, ports.codecs, limits);
    case null:
      throw new AppError("film/not-a-film");
  }
}

/**
 * Opens a film of any kind, by its content. The header is read and checked; no pixel is decoded.
 * `bytes` must not change as long as the film is used.
 * @throws AppError film/empty, film/not-a-film, film/truncated, film/corrupt, film/too-large,
 * film/no-pixels, film/bad-attribute, codec/unsupported
 */
export function openFilmWith(ports: FilmPorts, bytes: Uint8Array, options: OpenOptions = {}): Film {
  const { file, limits = defaultLimits } = options;
  try {
    // Node's Buffer is a Uint8Array whose slice is no copy.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const film = openByKind(plain, ports, limits);
    return {
      ...film,
      decodeFrame: async (index, halvings) => {
        try {
          return await film.decodeFrame(index, halvings);
        } catch (thrown) {
          throw named(thrown, file);
        }
      },
    };
  } catch (thrown) {
    throw named(thrown, file);
  }
}
