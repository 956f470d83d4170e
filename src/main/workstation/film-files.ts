import { readFile, stat } from "node:fs/promises";
import { AppError } from "../../core/base/errors.ts";
import type { ContentHash } from "../../core/base/ids.ts";
import type { StoredFilm } from "../../core/studies/study-store.ts";
import { systemCode } from "../store/failures.ts";
import { layout } from "../store/library-folder.ts";

/** Film files whose bytes were compared with their hash, and how each looked then. */
const remembered = 10_000;

/** The library's film files, as the workstation reads them. */
export class FilmFiles {
  readonly #library: string;
  readonly #sound = new Map<ContentHash, string>();

  constructor(library: string) {
    this.#library = library;
  }

  path(film: Pick<StoredFilm, "hash">): string {
    return layout.film(this.#library, film.hash);
  }

  /** What a process that opens films is told of one: where it lies, and its name for sentences. */
  toOpen(film: Pick<StoredFilm, "hash" | "fileName">): { readonly path: string; readonly file: string } {
    return { path: this.path(film), file: film.fileName };
  }

  /**
   * Makes sure that a film's file is the one that was imported. Its bytes are hashed the first time
   * and whenever its size or time have changed since.
   * @throws AppError library/film-missing
   */
  async check(film: StoredFilm): Promise<void> {
    const path = this.path(film);
    try {
      const { size, mtimeMs, ctimeMs, ino } = await stat(path);
      const look = `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
      if (this.#sound.get(film.hash) === look) return;
      if (size !== film.bytes) throw new AppError("library/film-missing");
      // Web Crypto hashes in a thread of its own.
      const digest = await crypto.subtle.digest("SHA-256", await readFile(path));
      if (Buffer.from(digest).toString("hex") !== film.hash) throw new AppError("library/film-missing");
      if (this.#sound.size >= remembered) this.#sound.clear();
      this.#sound.set(film.hash, look);
    } catch (error) {
      if (error instanceof AppError || systemCode(error) === "") throw error;
      throw new AppError("library/film-missing", { detail: systemCode(error) }, { cause: error });
    }
  }
}
