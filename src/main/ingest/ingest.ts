import { availableParallelism } from "node:os";
import { stat } from "node:fs/promises";
import { AppError, fromWire } from "../../core/base/errors.ts";
import type { Log, Moment } from "../../core/base/ports.ts";
import type { MediaReference } from "../../core/dicom/media/media-index.ts";
import type { AddOutcome, StudyStore, StudyWrites } from "../../core/studies/study-store.ts";
import { WorkerStopped } from "../store/worker-calls.ts";
import { Grouped } from "./grouped.ts";
import type { FilmSource, Listing, ListRow, Prepared, Said } from "./ingest-calls.ts";
import { Lane } from "./lane.ts";
import { Room } from "./room.ts";

/** What became of one thing to import. */
export type Outcome = "added" | "duplicate" | "not-a-film" | "archive" | "picture" | "end";

export interface Ingest {
  /**
   * Imports one film: its file first, then its row, so that no row is ever without its film. Called for
   * several at once it does them side by side, and they enter the library in the order of the calls.
   * @returns "not-a-film" for a file that is none by its content, "archive" for a ZIP archive, whose
   * films are to be asked for by `list`, "picture" for a PNG or JPEG where `said` is "ask", "end" behind a series' last phantom
   * @throws AppError of the file or film; library/conflict, library/other-patient; job/cancelled where
   * `signal` came before it was begun; and those of the library as a whole (`stopsImport`), after which
   * nothing of this film is left
   */
  add(source: FilmSource, at: Moment, signal: AbortSignal, said?: Said): Promise<Outcome>;
  /** @throws AppError archive/damaged, archive/too-large, file/not-found, file/not-readable */
  list(path: string, file: string): Promise<Listing>;
  /** @throws AppError media/damaged; and those of reading a file */
  readIndex(source: FilmSource): Promise<readonly MediaReference[]>;
  /** @throws AppError identity/list-damaged; and those of reading a file */
  readList(source: FilmSource): Promise<readonly ListRow[]>;
  endSeries(series: string): Promise<void>;
  /** Lets go of archives that were read, so that they can be moved or removed. */
  closeArchives(): Promise<void>;
  close(): Promise<void>;
}

/** Whether a failure is the library's, not a film's: the next film would fail as well, so the import ends. */
export const stopsImport = (thrown: unknown): boolean =>
  thrown instanceof WorkerStopped ||
  (thrown instanceof AppError &&
    ["library/disk-full", "library/not-writable", "library/damaged", "library/busy"].includes(thrown.code));

/** How often a film is begun again that another workstation or a failing thread took away. */
const attempts = 3;
/** Film bytes that are held at once, by all threads. */
const roomBytes = 128 << 20;
/** Films of one transaction. */
const mostRows = 64;

type Film = Extract<Prepared, { kind: "film" }>;
type Row = Parameters<StudyWrites["addFilms"]>[0]["films"][number];

/** Starts the ingest of one library. */
export function startIngest(options: {
  readonly folder: string;
  readonly session: string;
  readonly workerPath: string;
  readonly store: StudyStore;
  readonly log: Log;
}): Ingest {
  const { store, log } = options;
  // Reading, parsing and hashing take a core; writing waits for the disk meanwhile.
  const lanes = Array.from({ length: Math.min(4, 1 + availableParallelism()) }, () => new Lane(options));
  const room = new Room(roomBytes);
  const rows = new Grouped<Row, AddOutcome>(addTogether, mostRows);
  let closed = false;
  /** Settles when every earlier film has entered the library or is known not to. */
  let turn: Promise<void> = Promise.resolve();

  /** One transaction; where a film of it is at fault, one for each, so that it fails alone. */
  async function addTogether(films: readonly Row[]): Promise<AddOutcome[]> {
    try {
      return await store.write.addFilms({ films });
    } catch (error) {
      if (films.length === 1 || error instanceof AppError || error instanceof WorkerStopped) throw error;
      log.error("films could not be added together and are added one by one", error);
      const outcomes: AddOutcome[] = [];
      for (const film of films) outcomes.push(...(await store.write.addFilms({ films: [film] })));
      return outcomes;
    }
  }

  async function prepare(lane: Lane, source: FilmSource, at: Moment, said: Said): Promise<Prepared> {
    try {
      return await lane.call("prepare", { source, at, said });
    } catch (error) {
      if (!(error instanceof WorkerStopped) || closed) throw error;
      log.error("the ingest worker stopped over a film and is started again", error.cause);
      const file = source.kind === "phantom" ? "A phantom film" : source.file;
      throw new AppError("film/decoder-died", { file }, { cause: error });
    }
  }

  /** A lane whose thread has nothing to prepare; of a series always the same, which holds it. */
  const laneFor = (source: FilmSource): Lane => {
    const [first, ...others] = lanes;
    if (first === undefined) throw new Error("there is no lane");
    if (source.kind === "phantom") return first;
    return others.reduce((best, lane) => (lane.load < best.load ? lane : best), first);
  };

  async function keep(
    lane: Lane,
    { ticket, record }: Film,
    at: Moment,
    before: Promise<void>,
    enter: () => void,
  ) {
    const known = await store.read.film({ filmId: record.film.id });
    if (known !== null && known.hash !== record.film.hash) return "conflict";
    let written = false;
    try {
      for (let attempt = 1; ; attempt++) {
        const kept = await lane.keep(ticket);
        if (typeof kept === "object") throw fromWire(kept.error);
        if (kept === "gone") throw new WorkerStopped("the thread that held the film is another now");
        written ||= kept === "written";
        await before;
        const added = rows.add({ record, at });
        enter();
        const outcome = await added;
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
  async function discard(record: Film["record"]): Promise<void> {
    try {
      await store.write.discardFile({ hash: record.film.hash });
    } catch (error) {
      log.error(`film file ${record.film.hash} without a row could not be removed`, error);
    }
  }

  async function one(
    lane: Lane,
    source: FilmSource,
    at: Moment,
    said: Said,
    before: Promise<void>,
    enter: () => void,
  ): Promise<Outcome> {
    const prepared = await lane.next(() => prepare(lane, source, at, said));
    if (prepared.kind !== "film") return prepared.kind;
    try {
      const outcome = await keep(lane, prepared, at, before, enter);
      const { file } = prepared;
      if (outcome === "conflict") throw new AppError("library/conflict", { file });
      if (outcome === "other-patient") throw new AppError("library/other-patient", { file });
      if (outcome === "file-gone") throw new AppError("library/busy");
      return outcome;
    } finally {
      if (!closed) await lane.drop(prepared.ticket);
    }
  }

  return {
    async add(source, at, signal, said = null) {
      const before = turn;
      let enter = (): void => undefined;
      const entered = new Promise<void>((resolve) => (enter = resolve));
      turn = Promise.all([before, entered]).then(() => undefined);
      const giveBack = await room.take(sizeOf(source));
      try {
        if (signal.aborted) throw new AppError("job/cancelled");
        for (let attempt = 1; ; attempt++) {
          try {
            const lane = laneFor(source);
            return await lane.hand(() => one(lane, source, at, said, before, enter));
          } catch (error) {
            // Its thread was stopped by another film: the bytes it held are gone, the file is not.
            const innocent = error instanceof WorkerStopped && !closed && attempt < attempts;
            if (!innocent) throw error;
          }
        }
      } finally {
        enter();
        giveBack();
      }
    },
    list: (path, file) => laneFor({ kind: "file", path, file }).call("list", { path, file }),
    readIndex: (source) => laneFor(source).call("readIndex", { source }),
    readList: (source) => laneFor(source).call("readList", { source }),
    async endSeries(series) {
      await lanes[0]?.ifRunning("endSeries", { series });
    },
    async closeArchives() {
      await Promise.all(lanes.map((lane) => lane.ifRunning("closeArchives", {})));
    },
    async close() {
      closed = true;
      await Promise.all(lanes.map((lane) => lane.end()));
    },
  };
}

/** Bytes of memory that a film will take: what its file is long, packed and unpacked. */
async function sizeOf(source: FilmSource): Promise<number> {
  if (source.kind === "phantom") return 0;
  if (source.kind === "archived") return source.place.size + source.place.compressedSize;
  // A file that cannot be asked is refused where it is read.
  return stat(source.path).then(
    ({ size }) => size,
    () => 0,
  );
}
