import type { FilmAnswer, HeatMap, Panel } from "../../core/api.ts";
import type { FilmId, ModelId, StudyUid } from "../../core/base/ids.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** What the networks said of the open study; sealed until the read is in. */
class OpenPanel {
  value = $state.raw<Panel | null>(null);
  uid = $state<StudyUid | null>(null);
  /** A network's heat map that was switched on, by key. */
  held = $state<ModelId | null>(null);
  /** A network whose row is being pointed at or has the focus. */
  pointed = $state<ModelId | null>(null);

  answers = $derived<readonly FilmAnswer[]>(this.value?.sealed === false ? this.value.films : []);
  #asked = 0;

  async load(uid: StudyUid | null): Promise<void> {
    const asked = ++this.#asked;
    if (this.uid !== uid) {
      this.value = null;
      this.held = null;
      this.pointed = null;
    }
    this.uid = uid;
    if (uid === null) return;
    try {
      const value = await request("panel.get", { studyUid: uid });
      if (asked === this.#asked) this.value = value;
    } catch (error) {
      if (asked === this.#asked) notices.fail(error);
    }
  }

  answerOf(filmId: FilmId | undefined): FilmAnswer | null {
    return this.answers.find((answer) => answer.filmId === filmId) ?? null;
  }

  /** The heat map to draw over a film now. */
  heatOf(filmId: FilmId | undefined): HeatMap | null {
    const model = this.pointed ?? this.held;
    return this.answerOf(filmId)?.heatMaps.find((map) => map.modelId === model) ?? null;
  }

  /** Goes through the heat maps of a film, one network after the other, then none. */
  nextHeat(filmId: FilmId | undefined): void {
    const maps = this.answerOf(filmId)?.heatMaps ?? [];
    const at = maps.findIndex((map) => map.modelId === this.held);
    this.held = maps[at + 1]?.modelId ?? null;
  }
}

export const panel = new OpenPanel();
