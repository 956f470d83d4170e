import { workerData } from "node:worker_threads";
import { z } from "zod";
import type { Moment } from "../../core/base/ports.ts";
import { phantomSeries, type PhantomFile } from "../../core/phantom/series.ts";
import { libraryFailure } from "../store/failures.ts";
import { keepFilm } from "../store/film-files.ts";
import { serveCalls } from "../store/worker-serve.ts";
import type { FilmSource, IngestCalls, Prepared } from "./ingest-calls.ts";
import { prepareBytes, prepareFile, type PreparedFilm } from "./prepare-film.ts";

/** The worker thread in which films are read, parsed, hashed and written: none of it stops the window. */
const { folder, session } = z
  .object({ folder: z.string().min(1), session: z.string().min(1) })
  .parse(workerData);
const prepared = new Map<number, PreparedFilm>();
const series = new Map<string, Generator<PhantomFile>>();
let tickets = 0;

function hold(film: PreparedFilm, file: string): Prepared {
  const ticket = ++tickets;
  prepared.set(ticket, film);
  return { kind: "film", ticket, record: film.record, file };
}

async function nextPhantom(source: Extract<FilmSource, { kind: "phantom" }>, at: Moment): Promise<Prepared> {
  const films = series.get(source.series) ?? phantomSeries({ count: source.count, seed: source.seed });
  series.set(source.series, films);
  const next = films.next();
  if (next.done === true) return { kind: "end" };
  return hold(await prepareBytes(next.value.bytes, next.value.name, at), next.value.name);
}

const calls: IngestCalls = {
  async prepare({ source, at }) {
    if (source.kind === "phantom") return nextPhantom(source, at);
    const film = await prepareFile(source.path, source.file, at);
    return film === null ? { kind: "not-a-film" } : hold(film, source.file);
  },
  keep({ ticket }) {
    const film = prepared.get(ticket);
    if (film === undefined) throw new Error("there is no such prepared film");
    return keepFilm(folder, session, film.record.film.hash, film.bytes);
  },
  drop({ ticket }) {
    prepared.delete(ticket);
  },
  endSeries(asked) {
    series.delete(asked.series);
  },
};

serveCalls(
  (name, argument) => {
    const call: unknown = Object.hasOwn(calls, name) ? calls[name as keyof IngestCalls] : undefined;
    if (typeof call !== "function") throw new Error(`the ingest has no ${name}`);
    return (call as (argument: unknown) => unknown)(argument);
  },
  (thrown) => libraryFailure(thrown, folder),
);
