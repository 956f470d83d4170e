import type { FilmSummary, StudyDetail } from "../../core/api.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { request } from "../bridge/index.ts";
import { said } from "./notices.svelte.ts";

/** The study on screen and which of its films and frames is shown. */
class OpenStudy {
  uid = $state<StudyUid | null>(null);
  detail = $state.raw<StudyDetail | null>(null);
  /** Sentence where the study could not be opened. */
  failure = $state<string | null>(null);
  filmIndex = $state(0);
  frame = $state(0);
  /** A film of this study has been on screen: what was never seen cannot be read. */
  seen = $state(false);
  film = $derived<FilmSummary | null>(this.detail?.films[this.filmIndex] ?? null);

  /** Opens a study; the one before is gone from the screen at once. */
  async open(uid: StudyUid): Promise<StudyDetail | null> {
    this.uid = uid;
    this.detail = null;
    this.failure = null;
    this.filmIndex = 0;
    this.frame = 0;
    this.seen = false;
    try {
      const detail = await request("study.open", { studyUid: uid });
      if (this.uid !== uid) return null;
      this.detail = detail;
      return detail;
    } catch (error) {
      if (this.uid === uid) this.failure = said(error).message;
      return null;
    }
  }

  showFilm(index: number): void {
    const films = this.detail?.films.length ?? 0;
    if (index < 0 || index >= films || index === this.filmIndex) return;
    this.filmIndex = index;
    this.frame = 0;
  }

  showFrame(frame: number): void {
    this.frame = Math.max(0, Math.min((this.film?.frames ?? 1) - 1, frame));
  }
}

export const study = new OpenStudy();
