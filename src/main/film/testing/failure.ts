import { AppError } from "../../../core/base/errors.ts";
import { openFilm } from "../open-film.ts";

/**
 * Opens a film and decodes all its frames; answers the code of the failure, or null. What is no AppError,
 * or does not name the file, is thrown on.
 */
export async function failure(bytes: Uint8Array): Promise<string | null> {
  try {
    const opened = await openFilm(bytes, { file: "hostile" });
    for (let index = 0; index < opened.frames; index++) await opened.decodeFrame(index);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.params["file"] !== "hostile") throw thrown;
    return thrown.code;
  }
}
