import { libraryWords } from "../../core/base/messages/library.ts";
import { asAppError } from "../../core/base/errors.ts";
import type { Ingest } from "../ingest/ingest.ts";
import { survey } from "../store/survey/survey.ts";
import { tell, type Context } from "./context.ts";
import { remindOfBackup } from "./library-usage.ts";
import { repairLibrary } from "./repair-library.ts";

/** Milliseconds after the start: the window and the first film come first. */
export const beforeChecking = 15_000;
/** A film file younger than this may still be waiting for its row, in this program or another. */
const unsettled = 10 * 60_000;

/**
 * The check of the library at the start: it is looked through in a thread of its own, what can be repaired is, and the window is told
 * in one sentence where there was something.
 */
export class LibraryCheck {
  readonly #abort = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();

  constructor(
    context: Context,
    ingest: Ingest,
    options: {
      readonly workerPath: string;
      readonly after: number;
      readonly onChange: (films: boolean) => void;
    },
  ) {
    this.#timer = setTimeout(() => {
      this.#running = this.#run(context, ingest, options);
    }, options.after).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#abort.abort();
    await this.#running;
  }

  async #run(
    context: Context,
    ingest: Ingest,
    { workerPath, onChange }: { workerPath: string; onChange: (films: boolean) => void },
  ): Promise<void> {
    const { library, log } = context;
    const { signal } = this.#abort;
    try {
      const settledBefore = Date.now() - unsettled;
      const found = await survey({ library, workerPath, settledBefore, signal, log });
      const findings = await repairLibrary(context, ingest, found, signal);
      onChange(findings.recovered + findings.newlyMissing + findings.back > 0);
      const sentence = libraryWords.found(findings);
      const bad = findings.newlyMissing > 0 || findings.database.length > 0;
      if (sentence !== null)
        context.emit({
          name: "notice",
          severity: bad ? "warning" : "info",
          message: sentence,
          about: { kind: "check", findings },
        });
      await remindOfBackup(context);
    } catch (thrown) {
      const error = asAppError(thrown, "app/fault");
      if (error.code === "job/cancelled") return;
      log.error("the library was not checked to its end", error.cause ?? thrown);
      tell(context, error);
    }
  }
}
