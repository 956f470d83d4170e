import type { ReadyPlace, StudyDetail } from "../../core/api.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { request } from "../bridge/index.ts";
import { afterFrame } from "./after-frame.ts";
import { said } from "./notices.svelte.ts";

/** Milliseconds after which what waits for a film waits no longer. */
const longest = 250;

/** The study on screen. */
class OpenStudy {
  uid = $state<StudyUid | null>(null);
  detail = $state.raw<StudyDetail | null>(null);
  /** Sentence where the study could not be opened. */
  failure = $state<string | null>(null);
  /** A film of this study has been on screen: what was never seen cannot be read. */
  seen = $state(false);
  #sight = Promise.withResolvers<undefined>();

  /**
   * Opens a study; the one before is gone from the screen at once.
   * @param foreseen its film is here already and comes on screen before the library is asked
   * @param place where its film will stand; null where that is not known
   */
  async open(uid: StudyUid, foreseen: boolean, place: ReadyPlace | null): Promise<StudyDetail | null> {
    this.uid = uid;
    this.detail = null;
    this.failure = null;
    this.seen = false;
    this.#sight = Promise.withResolvers();
    if (foreseen) await afterFrame();
    try {
      const detail = await request("study.open", { studyUid: uid, ready: foreseen ? null : place });
      if (this.uid !== uid) return null;
      this.detail = detail;
      return detail;
    } catch (error) {
      if (this.uid === uid) this.failure = said(error).message;
      return null;
    }
  }

  /** A film of this study is on screen. */
  saw(): void {
    this.seen = true;
    this.#sight.resolve(undefined);
  }

  /** Resolves when a film of this study is on screen: who asks for anything else before keeps the film waiting. */
  async inSight(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, longest));
    await Promise.race([this.#sight.promise, late]);
    await afterFrame();
  }

  /**
   * Films may come in while their study is open: takes them without moving what hangs.
   * @param films how many it has by the worklist
   * @returns whether more came
   */
  async grow(films: number): Promise<boolean> {
    const { uid, detail } = this;
    if (uid === null || detail === null || films <= detail.row.films) return false;
    const found = await request("study.films", { studyUid: uid });
    if (this.uid !== uid || this.detail === null) return false;
    this.detail = { ...this.detail, ...found };
    return true;
  }
}

export const study = new OpenStudy();
