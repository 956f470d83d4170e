import type { FilmAtFirst, FilmPixels, HangableFilms } from "../../core/api.ts";
import type { StageSize } from "../../core/display/first-picture.ts";
import type { FilmId, StudyUid } from "../../core/base/ids.ts";
import { request } from "../bridge/index.ts";
import { afterFrame } from "./after-frame.ts";
import { notices } from "./notices.svelte.ts";

/** Bytes of decoded frames that may wait for a reader. */
const most = 256 * 1024 * 1024;

const bytesOf = ({ pixels }: FilmPixels): number =>
  pixels.colour ? pixels.rgb.byteLength : pixels.stored.byteLength;

/**
 * Films' first frames decoded before they are asked for: those of the study that is read and of the ones
 * that come next. All others are let go, so that what is held does not grow with what was read.
 */
class Frames {
  readonly #kept = new Map<FilmId, FilmPixels>();
  readonly #coming = new Map<FilmId, Promise<FilmPixels | null>>();
  readonly #found = new Map<StudyUid, HangableFilms>();
  #plan: readonly StudyUid[] = [];

  /** A frame to be shown: one that waits here at once, any other as soon as it is decoded. */
  async take(filmId: FilmId, frame: number): Promise<FilmPixels> {
    const early = frame === 0 ? this.#kept.get(filmId) : undefined;
    if (early !== undefined) {
      void this.#record(filmId);
      return early;
    }
    const asked = request("film.pixels", { filmId, frame });
    if (frame !== 0) return asked;
    // One that is being decoded ahead may be half done; nobody waits for it longer than for one that is not.
    const coming = this.#coming.get(filmId)?.then((pixels) => pixels ?? asked);
    const pixels = await (coming === undefined ? asked : Promise.race([asked, coming]));
    this.#kept.set(filmId, pixels);
    return pixels;
  }

  /** A frame's pixels wait here, or are on their way. */
  isComing(filmId: FilmId, frame: number): boolean {
    return frame === 0 && (this.#kept.has(filmId) || this.#coming.has(filmId));
  }

  /**
   * What a stage shows of a film before its pixels are here; null where the film cannot be shown: who asks for its
   * pixels is told why.
   */
  first(filmId: FilmId, frame: number, stage: StageSize): Promise<FilmAtFirst | null> {
    return request("film.first", { filmId, frame, stage }).catch(() => null);
  }

  /** Records that a film is looked at that was decoded before; it is on screen first. */
  async #record(filmId: FilmId): Promise<void> {
    await afterFrame();
    try {
      await request("film.shown", { filmId });
    } catch (error) {
      notices.fail(error);
    }
  }

  /** What can be hung of a study that is about to be opened; null where nothing was prepared of it. */
  foreseen(studyUid: StudyUid): HangableFilms | null {
    return this.#found.get(studyUid) ?? null;
  }

  /** A film's first frame, if it waits here. */
  waiting(filmId: FilmId): FilmPixels | null {
    return this.#kept.get(filmId) ?? null;
  }

  /**
   * Decodes the films of studies in their order, and forgets those of all other studies.
   * @param chosen which of a study's films, and of its priors', are wanted
   */
  async prepare(
    studies: readonly StudyUid[],
    chosen: (films: HangableFilms) => readonly FilmId[],
  ): Promise<void> {
    this.#plan = studies;
    const wanted = new Set<FilmId>();
    const isCurrent = (): boolean => this.#plan === studies;
    let held = 0;
    for (const studyUid of studies) {
      const films = await request("study.films", { studyUid }).catch(() => null);
      if (!isCurrent()) return;
      // A study that cannot be looked at now tells its reader why when it is opened.
      if (films !== null) this.#found.set(studyUid, films);
      for (const filmId of films === null ? [] : chosen(films)) wanted.add(filmId);
    }
    for (const studyUid of this.#found.keys()) if (!studies.includes(studyUid)) this.#found.delete(studyUid);
    for (const filmId of this.#kept.keys()) if (!wanted.has(filmId)) this.#kept.delete(filmId);
    for (const filmId of wanted) {
      const frame = this.#kept.get(filmId) ?? (await this.#decode(filmId));
      if (!isCurrent()) return;
      if (frame === null) continue;
      held += bytesOf(frame);
      if (held > most) return;
      this.#kept.set(filmId, frame);
    }
  }

  #decode(filmId: FilmId): Promise<FilmPixels | null> {
    const already = this.#coming.get(filmId);
    if (already !== undefined) return already;
    const coming = request("film.pixels", { filmId, frame: 0, ahead: true })
      // Whoever opens this film asks once more and is told.
      .catch(() => null)
      .finally(() => this.#coming.delete(filmId));
    this.#coming.set(filmId, coming);
    return coming;
  }
}

export const frames = new Frames();
