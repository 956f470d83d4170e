import { existsSync } from "node:fs";
import { basename, isAbsolute } from "node:path";
import { leastPassphrase, type BackupState } from "../../core/api.ts";
import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import { writeBackup } from "../store/backup/write-backup.ts";
import { action, record, type Context } from "./context.ts";
import type { Session } from "./session.ts";

/** Milliseconds between two words to the window of how far it is. */
const tellEvery = 250;
const idle: BackupState = { running: null, result: null };

/** The backup that is being written from the window, one at a time. */
export class Backups {
  readonly #context: Context;
  readonly #session: Session;
  /** Names this workstation's corner of the library. */
  readonly #corner: string;
  #state = idle;
  #running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  constructor(context: Context, session: Session, corner: string) {
    this.#context = context;
    this.#session = session;
    this.#corner = corner;
  }

  get state(): BackupState {
    return this.#state;
  }

  /**
   * Begins to write the library into a new file.
   * @param passphrase null leaves the backup readable by everybody
   * @throws AppError reader/not-administrator, session/locked, backup/under-way, backup/not-a-path, backup/short-passphrase,
   * backup/file-there
   */
  async start(file: string, passphrase: string | null): Promise<BackupState> {
    if (!this.#session.reader.administrator) throw new AppError("reader/not-administrator");
    if (this.#running !== null) throw new AppError("backup/under-way");
    if (!isAbsolute(file)) throw new AppError("backup/not-a-path");
    if (passphrase !== null && passphrase.length < leastPassphrase)
      throw new AppError("backup/short-passphrase", { least: leastPassphrase });
    if (existsSync(file)) throw new AppError("backup/file-there", { file });
    const abort = new AbortController();
    // Taken at once: a second backup that is asked for while this one is recorded is refused.
    this.#running = { abort, ended: Promise.resolve() };
    try {
      // First, so that the backup holds it too: all patients leave the library.
      const details = { encrypted: passphrase !== null };
      await record(this.#context, "library.backup", basename(file), details);
    } catch (error) {
      this.#running = null;
      throw error;
    }
    this.#tell({ running: { done: 0, total: 0 }, result: null });
    this.#running = { abort, ended: this.#write(file, passphrase, abort.signal) };
    return this.#state;
  }

  cancel(): void {
    this.#running?.abort.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#running?.ended;
  }

  async #write(file: string, passphrase: string | null, signal: AbortSignal): Promise<void> {
    const { library, store, log } = this.#context;
    let told = -Infinity;
    try {
      const { films, missing } = await writeBackup({
        library,
        session: this.#corner,
        file,
        passphrase,
        signal,
        onProgress: (done, total) => {
          if (performance.now() - told < tellEvery) return;
          told = performance.now();
          this.#tell({ running: { done, total }, result: null });
        },
      });
      const encrypted = passphrase !== null;
      await store.write.savedBackup({
        ...action(this.#context),
        backup: { file: basename(file), encrypted, films },
      });
      this.#finish({ state: "done", file, films, missing: missing.length, encrypted });
    } catch (thrown) {
      const error = asAppError(thrown, "app/fault");
      if (error.code === "app/fault") log.error("the backup failed", error.cause ?? thrown);
      this.#finish(
        error.code === "job/cancelled"
          ? { state: "cancelled" }
          : { state: "failed", message: error.message, error: toWire(error) },
      );
    }
  }

  #finish(result: NonNullable<BackupState["result"]>): void {
    this.#running = null;
    this.#tell({ running: null, result });
    this.#context.emit({ name: "upkeep.changed" });
  }

  #tell(state: BackupState): void {
    this.#state = state;
    this.#context.emit({ name: "backup.changed", backup: state });
  }
}
