import type { StudyUid } from "../../core/base/ids.ts";
import { emptyDraft, type Read, type ReadDraft } from "../../core/second-read/read.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

const saveAfter = 400;

/** This reader's first read of the open study: saved while it is typed, then committed once. */
class FirstRead {
  uid = $state<StudyUid | null>(null);
  draft = $state.raw<ReadDraft>(emptyDraft);
  committed = $state.raw<Read["committed"]>(null);
  saving = $state<"idle" | "waiting" | "saved" | "failed">("idle");
  committing = $state(false);

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Saves run one after the other, so that an older draft never overtakes a newer one. */
  #saves: Promise<void> = Promise.resolve();

  take(uid: StudyUid | null, read: Read | null): void {
    void this.flush();
    this.uid = uid;
    this.draft = read?.draft ?? emptyDraft;
    this.committed = read?.committed ?? null;
    this.saving = "idle";
  }

  change(part: Partial<ReadDraft>): void {
    if (this.uid === null || this.committed !== null || this.committing) return;
    this.draft = { ...this.draft, ...part };
    this.saving = "waiting";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), saveAfter);
  }

  /** Saves now what waits to be saved, or could not be saved before. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const { uid, draft } = this;
    if ((this.saving !== "waiting" && this.saving !== "failed") || uid === null) return this.#saves;
    this.saving = "idle";
    this.#saves = this.#saves.then(async () => {
      try {
        await request("read.saveDraft", { studyUid: uid, draft });
        if (this.uid === uid && this.saving === "idle") this.saving = "saved";
      } catch (error) {
        if (this.uid === uid && this.saving === "idle") this.saving = "failed";
        notices.fail(error);
      }
    });
    return this.#saves;
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
      if (this.uid === uid) {
        this.draft = read.draft;
        this.committed = read.committed;
      }
      return true;
    } catch (error) {
      notices.fail(error);
      return false;
    } finally {
      this.committing = false;
    }
  }
}

export const firstRead = new FirstRead();
