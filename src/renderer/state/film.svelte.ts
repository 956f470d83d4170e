import type { FilmPixels } from "../../core/api.ts";
import type { FilmId } from "../../core/base/ids.ts";
import { request } from "../bridge/index.ts";
import { said } from "./notices.svelte.ts";

/** The decoded frame on screen. */
class ShownFilm {
  pixels = $state.raw<FilmPixels | null>(null);
  failure = $state<string | null>(null);
  loading = $state(false);
  #asked = 0;

  /** Fetches a frame. A frame of the same film stays on screen until its successor is here; another film goes at once. */
  async show(filmId: FilmId | null, frame: number): Promise<void> {
    const asked = ++this.#asked;
    this.failure = null;
    if (this.pixels?.filmId !== filmId) this.pixels = null;
    this.loading = filmId !== null;
    if (filmId === null) return;
    try {
      const pixels = await request("film.pixels", { filmId, frame });
      if (asked === this.#asked) this.pixels = pixels;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.pixels = null;
      this.failure = said(error).message;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }
}

export const shown = new ShownFilm();
