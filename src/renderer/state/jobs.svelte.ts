import { isUnderWay, type ImportProgress } from "../../core/api.ts";
import type { PictureIdentity } from "../../core/studies/picture-identity.ts";
import { offer, request, type OfferedFile } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

const phantomCount = 12;
/** An import that went well leaves the screen by itself; one that has something to say stays. */
const goneAfter = 12_000;

/** Imports: the one that runs or ran last, and files on their way to one. */
class Jobs {
  current = $state.raw<ImportProgress | null>(null);
  /** Files that are being handed over before their import can start. */
  handing = $state(0);
  cancelling = $state(false);
  /** Files found so far in folders that were dropped; null while none are being walked. */
  collecting = $state<number | null>(null);
  /** Imports that wait to be told whose their pictures are. */
  readonly #waiting = new Map<string, ImportProgress>();
  #leaving: ReturnType<typeof setTimeout> | undefined;
  busy = $derived(this.collecting !== null || this.handing > 0 || this.current?.state === "running");

  take(progress: ImportProgress): void {
    if (progress.state === "waiting") this.#waiting.set(progress.jobId, progress);
    else this.#waiting.delete(progress.jobId);
    const other = this.current !== null && this.current.jobId !== progress.jobId;
    // A question stays until it is answered; an end or a question of another import does not hide this one.
    if (other && this.current?.state === "waiting") return;
    if (other && this.current?.state === "running" && progress.state !== "running") return;
    if (other) this.cancelling = false;
    this.current = progress;
    clearTimeout(this.#leaving);
    if (progress.state === "done" && progress.rejected.length === 0 && progress.failure === null) {
      this.#leaving = setTimeout(() => this.dismiss(), goneAfter);
    }
  }

  /** Takes an import that has ended off the screen; one that was stopped is let go of for good. */
  dismiss(): void {
    const job = this.current;
    if (job === null || isUnderWay(job)) return;
    this.current = this.#waiting.values().next().value ?? null;
    if (job.resumable)
      void request("import.forget", { jobId: job.jobId }).catch((error) => notices.fail(error));
  }

  /** Imports that were under way or stopped before this window came. */
  async recall(): Promise<void> {
    try {
      const { jobs: found } = await request("import.unfinished", {});
      if (this.current === null) for (const job of found) this.take(job);
    } catch (error) {
      notices.fail(error);
    }
  }

  async resume(): Promise<void> {
    const job = this.current;
    if (job?.resumable !== true) return;
    try {
      await request("import.resume", { jobId: job.jobId });
    } catch (error) {
      notices.fail(error);
    }
  }

  /** Says whose the pictures are; null for nobody's. */
  async identify(identity: PictureIdentity | null): Promise<void> {
    const job = this.current;
    if (job?.state !== "waiting") return;
    try {
      await request("import.identify", { jobId: job.jobId, identity });
      if (this.current === job) this.current = { ...job, state: "running" };
    } catch (error) {
      notices.fail(error);
    }
  }

  async importFiles(files: readonly OfferedFile[]): Promise<void> {
    if (files.length === 0) return;
    this.handing += files.length;
    try {
      const source = await offer(files);
      await request("import.start", { source });
    } catch (error) {
      notices.fail(error);
    } finally {
      this.handing -= files.length;
    }
  }

  async importPhantoms(): Promise<void> {
    try {
      await request("import.phantoms", { count: phantomCount });
    } catch (error) {
      notices.fail(error);
    }
  }

  async cancel(): Promise<void> {
    const job = this.current;
    if (job === null || !isUnderWay(job)) return;
    this.cancelling = true;
    try {
      await request("import.cancel", { jobId: job.jobId });
    } catch (error) {
      this.cancelling = false;
      notices.fail(error);
    }
  }
}

export const jobs = new Jobs();
