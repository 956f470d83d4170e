import type { StudyUid } from "../../core/base/ids.ts";
import { AppError } from "../../core/base/errors.ts";
import { emptyDraft, type Read, type ReadDraft } from "../../core/second-read/read.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

const saveAfter = 400;
/** Milliseconds between two attempts to save what could not be saved. */
const tryAgainAfter = 5_000;

/** Failures that are of the study or the read itself: trying again would change nothing. */
const final = (error: unknown): boolean =>
  error instanceof AppError && (/^read\//.test(error.code) || error.code === "library/no-such-study");

/** This reader's first read of the open study: saved while it is typed, then committed once. */
class FirstRead {
  uid = $state<StudyUid | null>(null);
  draft = $state.raw<ReadDraft>(emptyDraft);
  committed = $state.raw<Read["committed"]>(null);
  saving = $state<"idle" | "waiting" | "saved" | "failed">("idle");
  committing = $state(false);
  /** Studies whose draft could not be saved; it is kept here and tried again until the library takes it. */
  unsaved = $state.raw<ReadonlySet<StudyUid>>(new Set());

  /** What was typed of each study and is not known to be saved yet. */
  readonly #typed = new Map<StudyUid, ReadDraft>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** While nobody is signed in nothing is saved: it would be somebody else's. */
  #paused = false;
  /** Saves run one after the other, so that an older draft never overtakes a newer one. */
  #saves: Promise<void> = Promise.resolve();

  take(uid: StudyUid | null, read: Read | null): void {
    void this.flush();
    this.uid = uid;
    this.committed = read?.committed ?? null;
    const typed = uid === null || this.committed !== null ? undefined : this.#typed.get(uid);
    this.draft = typed ?? read?.draft ?? emptyDraft;
    this.saving = uid !== null && this.unsaved.has(uid) ? "failed" : "idle";
  }

  change(part: Partial<ReadDraft>): void {
    if (this.uid === null || this.committed !== null || this.committing) return;
    this.draft = { ...this.draft, ...part };
    this.#typed.set(this.uid, this.draft);
    this.#saveSoon();
  }

  /** Saves now what waits to be saved, or could not be saved before. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const { uid } = this;
    if ((this.saving !== "waiting" && this.saving !== "failed") || uid === null) return this.#saves;
    this.saving = "idle";
    return this.#save(uid);
  }

  /** Commits what stands in the form. Returns whether it was committed. */
  async commit(): Promise<boolean> {
    const { uid, draft } = this;
    if (uid === null || draft.finding === null || this.committed !== null || this.committing) return false;
    this.committing = true;
    clearTimeout(this.#timer);
    this.saving = "idle";
    try {
      await this.#saves;
      const read = await request("read.commit", { studyUid: uid, draft });
      this.#kept(uid);
      if (this.uid === uid) {
        this.draft = read.draft;
        this.committed = read.committed;
      }
      return true;
    } catch (error) {
      notices.fail(error);
      // What was typed last was to be saved by the commit.
      if (this.uid === uid && this.#typed.has(uid)) this.#saveSoon();
      return false;
    } finally {
      this.committing = false;
    }
  }

  /** Nothing is saved while the workstation is locked; the same reader goes on where they were. */
  pause(paused: boolean): void {
    const goesOn = this.#paused && !paused;
    this.#paused = paused;
    if (goesOn) this.#tryAgain();
  }

  /** Another reader comes: nothing of this one's is kept in the window. */
  forget(): void {
    clearTimeout(this.#again);
    this.#typed.clear();
    this.unsaved = new Set();
  }

  #saveSoon(): void {
    this.saving = "waiting";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), saveAfter);
  }

  #save(uid: StudyUid): Promise<void> {
    this.#saves = this.#saves.then(async () => {
      const draft = this.#typed.get(uid);
      if (draft === undefined || this.#paused) return;
      try {
        await request("read.saveDraft", { studyUid: uid, draft });
        if (this.#typed.get(uid) === draft) this.#kept(uid);
        if (this.uid === uid && (this.saving === "idle" || this.saving === "failed")) this.saving = "saved";
      } catch (error) {
        if (this.uid === uid && this.saving === "idle") this.saving = "failed";
        // Said once: it stays on screen, and the form says "not saved" for as long as it is true.
        if (!this.unsaved.has(uid)) notices.fail(error);
        if (final(error)) return this.#kept(uid);
        this.unsaved = new Set([...this.unsaved, uid]);
        clearTimeout(this.#again);
        this.#again = setTimeout(() => this.#tryAgain(), tryAgainAfter);
      }
    });
    return this.#saves;
  }

  #kept(uid: StudyUid): void {
    this.#typed.delete(uid);
    if (this.unsaved.has(uid)) this.unsaved = new Set([...this.unsaved].filter((one) => one !== uid));
  }

  #tryAgain(): void {
    for (const uid of this.unsaved) void this.#save(uid);
  }
}

export const firstRead = new FirstRead();
