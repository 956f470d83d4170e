import { AppError } from "../../core/base/errors.ts";
import type { Log, Moment } from "../../core/base/ports.ts";
import type { AddOutcome, StudyStore } from "../../core/studies/study-store.ts";
import { WorkerCalls, WorkerStopped } from "../store/worker-calls.ts";
import type { FilmSource, IngestCalls, Prepared } from "./ingest-calls.ts";

export interface Ingest {
  /**
   * Imports one film: its file first, then its row, so that no row is ever without its film.
   * @returns "not-a-film" for a file that is none by its content, "end" behind a series' last phantom
   * @throws AppError of the file or film; library/conflict, library/other-patient; and those of the
   * library as a whole (`stopsImport`), after which nothing of this film is left
   */
  add(source: FilmSource, at: Moment): Promise<"added" | "duplicate" | "not-a-film" | "end">;
  endSeries(series: string): Promise<void>;
  close(): Promise<void>;
}

/** Whether a failure is the library's, not a film's: the next film would fail as well, so the import ends. */
export const stopsImport = (thrown: unknown): boolean =>
  thrown instanceof WorkerStopped ||
  (thrown instanceof AppError &&
    ["library/disk-full", "library/not-writable", "library/damaged", "library/busy"].includes(thrown.code));

/** How often a file is written again that another workstation discarded at the same moment. */
const attempts = 3;

/** Starts the ingest of one library. */
export function startIngest(options: {
  readonly folder: string;
  readonly session: string;
  readonly workerPath: string;
  readonly store: StudyStore;
  readonly log: Log;
}): Ingest {
  const { folder, session, workerPath, store, log } = options;
  let worker: WorkerCalls | null = null;
  let closed = false;

  function running(): WorkerCalls {
    if (worker === null || worker.stopped) {
      worker = new WorkerCalls(workerPath, {
        data: { folder, session },
        megabytes: 1024,
        log: (message) => {
          log.warn(message);
        },
      });
    }
    return worker;
  }
  // What the other side answers is typed by its interface: both are compiled together.
  const call = <Name extends keyof IngestCalls>(name: Name, argument: Parameters<IngestCalls[Name]>[0]) =>
    running().call(name, argument) as Promise<Awaited<ReturnType<IngestCalls[Name]>>>;

  async function prepare(source: FilmSource, at: Moment): Promise<Prepared> {
    try {
      return await call("prepare", { source, at });
    } catch (error) {
      if (!(error instanceof WorkerStopped) || closed) throw error;
      log.error("the ingest worker stopped over a film and is started again", error.cause);
      const file = source.kind === "file" ? source.file : "A phantom film";
      throw new AppError("film/decoder-died", { file }, { cause: error });
    }
  }

  async function keep(
    { ticket, record }: Extract<Prepared, { kind: "film" }>,
    at: Moment,
  ): Promise<AddOutcome> {
    const known = await store.read.film({ filmId: record.film.id });
    if (known !== null && known.hash !== record.film.hash) return "conflict";
    let written = false;
    try {
      for (let attempt = 1; ; attempt++) {
        written = (await call("keep", { ticket })) === "written" || written;
        const outcome = await store.write.addFilm({ record, at });
        if (outcome === "file-gone" && attempt < attempts) continue;
        if (written && outcome !== "added" && outcome !== "duplicate") await discard(record);
        return outcome;
      }
    } catch (error) {
      if (written) await discard(record);
      throw error;
    }
  }

  /** A file that no row came to refer to is taken back; where even that fails, it only takes up room. */
  async function discard(record: Extract<Prepared, { kind: "film" }>["record"]): Promise<void> {
    try {
      await store.write.discardFile({ hash: record.film.hash });
    } catch (error) {
      log.error(`film file ${record.film.hash} without a row could not be removed`, error);
    }
  }

  return {
    async add(source, at) {
      const prepared = await prepare(source, at);
      if (prepared.kind !== "film") return prepared.kind;
      try {
        const outcome = await keep(prepared, at);
        const { file } = prepared;
        if (outcome === "conflict") throw new AppError("library/conflict", { file });
        if (outcome === "other-patient") throw new AppError("library/other-patient", { file });
        if (outcome === "file-gone") throw new AppError("library/busy");
        return outcome;
      } finally {
        if (worker?.stopped === false) await call("drop", { ticket: prepared.ticket });
      }
    },
    async endSeries(series) {
      if (worker?.stopped === false) await call("endSeries", { series });
    },
    async close() {
      closed = true;
      await worker?.end();
    },
  };
}
