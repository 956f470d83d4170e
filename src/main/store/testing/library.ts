import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { worklistQuery } from "../../../core/api.ts";
import { readerId } from "../../../core/base/ids.ts";
import type { Log, Moment } from "../../../core/base/ports.ts";
import type { FilmAttributes } from "../../../core/dicom/film.ts";
import { filmRecord, type FilmRecord } from "../../../core/studies/film-record.ts";
import { hashOf, keepFilms } from "../film-files.ts";
import { openStore, type Store } from "../store.ts";

export const at: Moment = { utc: "2026-11-24T09:30:00.000Z", offset: "+03:00" };
export const reader = readerId("dr-one");
export const otherReader = readerId("dr-two");

/** The first rows of the whole worklist, newest first, as `reader` sees it where no network is loaded. */
export const wholeList = {
  ...worklistQuery.parse({ limit: 1000 }),
  reader,
  networks: null,
  today: "20261124",
};

/** A log that keeps what it is told. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (message: string, cause?: unknown): void => {
    lines.push(cause === undefined ? message : `${message}: ${String(cause)}`);
  };
  return { lines, info: keep, warn: keep, error: keep };
}

/** A folder that is removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "overread-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const storeWorker = fileURLToPath(new URL("../store-worker.ts", import.meta.url));

/** A store on `folder` that is closed when the test ends. */
export async function testStore(folder: string): Promise<Store> {
  const store = await openStore({ folder, workerPath: storeWorker, log: keptLog() });
  onTestFinished(() => store.close());
  return store;
}

/** The record of a film whose bytes are `text`. */
export function recordOf(
  text: string,
  attributes: FilmAttributes,
): { record: FilmRecord; bytes: Uint8Array } {
  const bytes = new TextEncoder().encode(text);
  const film = { kind: "dicom" as const, rows: 4, columns: 5, frames: 1, attributes };
  const hash = hashOf(bytes);
  return {
    bytes,
    record: filmRecord({ film, hash, bytes: bytes.length, fileName: `${text}.dcm`, imported: at }),
  };
}

/** Keeps a film's file and its row, as an import does. */
export async function addFilm(folder: string, store: Store, text: string, attributes: FilmAttributes) {
  const { record, bytes } = recordOf(text, attributes);
  await keepFilms(folder, store.session, [{ hash: record.film.hash, bytes }]);
  const [outcome] = await store.write.addFilms({ films: [{ record, at }] });
  return { record, outcome };
}

/** A plain study of one frontal film. */
export const header = (study: string, film: string, more: FilmAttributes = {}): FilmAttributes => ({
  studyInstanceUid: study,
  seriesInstanceUid: `${study}.1`,
  sopInstanceUid: film,
  patientId: `P-${study}`,
  patientName: "PHANTOM^ONE",
  modality: "DX",
  viewPosition: "PA",
  ...more,
});
