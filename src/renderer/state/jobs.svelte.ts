import type { ImportProgress } from "../../core/api.ts";
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
  #leaving: ReturnType<typeof setTimeout> | undefined;
  busy = $derived(this.collecting !== null || this.handing > 0 || this.current?.state === "running");

  take(progress: ImportProgress): void {
    const other = this.current !== null && this.current.jobId !== progress.jobId;
    if (other && this.current?.state === "running" && progress.state !== "running") return;
    if (other) this.cancelling = false;
    this.current = progress;
    clearTimeout(this.#leaving);
    if (progress.state === "done" && progress.rejected.length === 0 && progress.failure === null) {
      this.#leaving = setTimeout(() => this.dismiss(), goneAfter);
    }
  }

  dismiss(): void {
    if (this.current?.state !== "running") this.current = null;
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
    if (job?.state !== "running") return;
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
