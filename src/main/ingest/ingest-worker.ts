import { randomUUID } from "node:crypto";
import { workerData } from "node:worker_threads";
import { z } from "zod";
import { AppError, toWire } from "../../core/base/errors.ts";
import type { Moment } from "../../core/base/ports.ts";
import { phantomSeries, type PhantomFile } from "../../core/phantom/series.ts";
import { libraryFailure } from "../store/failures.ts";
import { keepFilms } from "../store/film-files.ts";
import { serveCalls } from "../store/worker-serve.ts";
import type { FilmSource, IngestCalls, Kept, Prepared } from "./ingest-calls.ts";
import {
  closeArchives,
  prepareBytes,
  prepareSource,
  readIndexFile,
  readListFile,
  release,
  type PreparedFilm,
} from "./prepare-film.ts";
import { listArchive } from "./zip-archive.ts";

/** A worker thread in which films are read, parsed, hashed and written: none of it stops the window. */
const { folder, session } = z
  .object({ folder: z.string().min(1), session: z.string().min(1) })
  .parse(workerData);
const prepared = new Map<string, PreparedFilm>();
const series = new Map<string, Generator<PhantomFile>>();

function hold(film: PreparedFilm, file: string): Prepared {
  // Of no other thread: one that is started again holds nothing of the one before.
  const ticket = randomUUID();
  prepared.set(ticket, film);
  return { kind: "film", ticket, record: film.record, file };
}

async function nextPhantom(source: Extract<FilmSource, { kind: "phantom" }>, at: Moment): Promise<Prepared> {
  const films = series.get(source.series) ?? phantomSeries({ count: source.count, seed: source.seed });
  series.set(source.series, films);
  const next = films.next();
  if (next.done === true) return { kind: "end" };
  return hold(await prepareBytes(next.value.bytes, next.value.name, at, null), next.value.name);
}

/** @throws what is a fault of the program, which is nobody's outcome */
function keptOf(outcome: "written" | "present" | { readonly thrown: unknown }): Kept {
  if (typeof outcome === "string") return outcome;
  const error = libraryFailure(outcome.thrown, folder);
  if (error instanceof AppError) return { error: toWire(error) };
  throw error;
}

const calls: IngestCalls = {
  async prepare({ source, at, said }) {
    if (source.kind === "phantom") return nextPhantom(source, at);
    const film = await prepareSource(source, at, said);
    return typeof film === "string" ? { kind: film } : hold(film, source.file);
  },
  async keep({ tickets }) {
    const held = tickets.filter((ticket) => prepared.has(ticket));
    const files = held.flatMap((ticket) => {
      const film = prepared.get(ticket);
      return film === undefined ? [] : [{ hash: film.record.film.hash, bytes: film.bytes }];
    });
    const outcomes = (await keepFilms(folder, session, files)).map(keptOf);
    const kept = new Map(held.map((ticket, index) => [ticket, outcomes[index]]));
    return tickets.map((ticket) => kept.get(ticket) ?? "gone");
  },
  drop({ ticket }) {
    const film = prepared.get(ticket);
    prepared.delete(ticket);
    if (film !== undefined) release(film);
  },
  endSeries(asked) {
    series.delete(asked.series);
  },
  closeArchives() {
    closeArchives();
  },
  async list({ path, file }) {
    const { files, problems } = await listArchive(path, file);
    return { files, problems: problems.map(({ name, error }) => ({ name, error: toWire(error) })) };
  },
  readIndex: ({ source }) => readIndexFile(source),
  async readList({ source }) {
    const rows = await readListFile(source);
    return rows.map(({ file, identity }) => ({
      file,
      identity: identity instanceof AppError ? { error: toWire(identity) } : identity,
    }));
  },
};

serveCalls(
  (name, argument) => {
    const call: unknown = Object.hasOwn(calls, name) ? calls[name as keyof IngestCalls] : undefined;
    if (typeof call !== "function") throw new Error(`the ingest has no ${name}`);
    return (call as (argument: unknown) => unknown)(argument);
  },
  (thrown) => libraryFailure(thrown, folder),
  // Syncing waits for the disk; the next films are read, parsed and hashed meanwhile.
  ["keep"],
);
