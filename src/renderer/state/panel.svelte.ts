import type { FilmAnswer, HeatMap, ShownAnswer, ShownPanel } from "../../core/api.ts";
import type { FilmId, ModelId, StudyUid } from "../../core/base/ids.ts";
import { request } from "../bridge/index.ts";
import { panelHeat } from "../panel/panel-heat.ts";
import { notices } from "./notices.svelte.ts";

/** What the networks said of the open study; sealed until the read is in. */
class OpenPanel {
  value = $state.raw<ShownPanel | null>(null);
  uid = $state<StudyUid | null>(null);
  /** A network's heat map that was switched on, by key. */
  held = $state<ModelId | null>(null);
  /** A network whose row is being pointed at or has the focus. */
  pointed = $state<ModelId | null>(null);

  answers = $derived<readonly ShownAnswer[]>(this.value?.sealed === false ? this.value.films : []);
  #asked = 0;
  readonly #panels = new WeakMap<FilmAnswer, HeatMap | null>();

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

  answerOf(filmId: FilmId | undefined): ShownAnswer | null {
    return this.answers.find((answer) => answer.filmId === filmId) ?? null;
  }

  /** Heat maps of a film: its networks', then the panel's. */
  mapsOf(filmId: FilmId | undefined): readonly HeatMap[] {
    const answer = this.answerOf(filmId);
    if (answer === null) return [];
    const together = this.#together(answer);
    return together === null ? answer.heatMaps : [...answer.heatMaps, together];
  }

  /** The heat map to draw over a film now. */
  heatOf(filmId: FilmId | undefined): HeatMap | null {
    const model = this.pointed ?? this.held;
    return this.mapsOf(filmId).find((map) => map.modelId === model) ?? null;
  }

  /** Goes through the heat maps of a film, one network after the other, then the panel's, then none. */
  nextHeat(filmId: FilmId | undefined): void {
    const maps = this.mapsOf(filmId);
    const at = maps.findIndex((map) => map.modelId === this.held);
    this.held = maps[at + 1]?.modelId ?? null;
  }

  /** Made once for each answer. */
  #together(answer: FilmAnswer): HeatMap | null {
    const made = this.#panels.get(answer);
    if (made !== undefined) return made;
    const together = panelHeat(answer);
    this.#panels.set(answer, together);
    return together;
  }
}

export const panel = new OpenPanel();
