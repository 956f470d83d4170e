// node src/main/store/testing/generate.ts LIBRARY [STUDIES]: a library of made-up studies, for benches and end-to-end tests.
import { DatabaseSync } from "node:sqlite";

import { fileURLToPath, pathToFileURL } from "node:url";
import type { FilmAttributes } from "../../../core/dicom/film.ts";
import { phantomDicom } from "../../../core/phantom/dicom.ts";
import { drawPhantom } from "../../../core/phantom/draw.ts";
import { filmRecord } from "../../../core/studies/film-record.ts";
import { hashOf, keepFilms } from "../film-files.ts";
import { layout } from "../library-folder.ts";
import { openStore } from "../store.ts";

export interface Generated {
  readonly folder: string;
  readonly studies: number;
  /** Who has read four of five studies. */
  readonly reader: string;
  /** The newest studies are of this local day, DICOM DA. */
  readonly today: string;
  /** Networks under which most studies are answered. */
  readonly networks?: string;
}

const batch = 1000;
export const studiesADay = 120;
const offset = "+00:00";

/** Whole numbers from 0 below `limit`, the same for the same seed (Park and Miller's minimal standard). */
export function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

const family = (
  "Smith Johnson Garcia Müller Schmidt Yılmaz Şahin Öztürk Işık Kaya Demir Çelik Ivanova Петрова Иванов Смирнова " +
  "Παπαδόπουλος Γεωργίου Nowak Łukasz Novák Horváth Rossi Ferrari Dubois Lefèvre Jensen Sørensen Nguyen Silva Costa Kim Lee Tan Singh"
).split(" ");
const given = (
  "Ada Ali Anna Ayşe Can Carlos David Elena Emma Eva Fatma İpek Ivan Ольга Δημήτρης John Jürgen Kaan Lars Lena Leyla " +
  "Maria Mehmet Nina Noah Olga Paul Sara Sofia Tom Zeynep Yusuf"
).split(" ");
const ideographic = [
  "王^小明=Wang^XiaoMing",
  "山田^太郎=Yamada^Tarou",
  "김^희중=Kim^HeeJung",
  "李^娜=Li^Na",
] as const;
const descriptions = [
  "Chest",
  "Chest PA",
  "Chest AP portable",
  "Thorax",
  "Chest follow-up",
  "Thorax, ICU",
  "",
] as const;

function patient(number: number): FilmAttributes {
  const pick = numbers(number + 1);
  pick(2);
  const own = pick(20) === 0 ? ideographic[pick(ideographic.length)] : undefined;
  const [native, latin] = own?.split("=") ?? [];
  const name =
    own === undefined ? `${family[pick(family.length)]}^${given[pick(given.length)]}` : `${latin}=${native}`;
  return {
    patientName: name,
    patientId: `P${String(100_000 + number)}`,
    patientSex: pick(2) === 0 ? "F" : "M",
    patientAge: pick(5) === 0 ? `0${10 + pick(14)}M` : `0${String(1 + pick(90)).padStart(2, "0")}Y`,
  };
}

/** Attributes of a study's film; `number` counts from the oldest, `daysAgo` from today. */
export function madeUpStudy(number: number, patients: number, date: string): FilmAttributes {
  const pick = numbers(number + 77);
  pick(2);
  const two = (limit: number): string => String(pick(limit)).padStart(2, "0");
  return {
    ...patient(pick(patients)),
    studyInstanceUid: `2.25.7.${number}`,
    seriesInstanceUid: `2.25.7.${number}.1`,
    sopInstanceUid: `2.25.7.${number}.1.1`,
    studyDate: date,
    studyTime: `${two(24)}${two(60)}${two(60)}`,
    accessionNumber: `A${10_000_000 + number * 7}`,
    studyDescription: descriptions[pick(descriptions.length)] ?? "",
    modality: pick(3) === 0 ? "CR" : "DX",
    viewPosition: pick(2) === 0 ? "PA" : "AP",
    requestedProcedurePriority: pick(25) === 0 ? "STAT" : "ROUTINE",
  };
}

export function dayBefore(today: string, days: number): string {
  const at = Date.UTC(Number(today.slice(0, 4)), Number(today.slice(4, 6)) - 1, Number(today.slice(6)));
  return new Date(at - days * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * Fills a library with studies of six tenths as many patients, through the store that imports go through; all of them
 * show one phantom film. Four of five are read, the newest are not; nearly all are answered.
 */
export async function generate(options: Generated): Promise<void> {
  const { folder, studies, today } = options;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const workerPath = fileURLToPath(new URL("../store-worker.ts", import.meta.url));
  const store = await openStore({ folder, workerPath, log });
  const bytes = phantomDicom(drawPhantom({ seed: 7, rows: 512, columns: 512, bits: 12 }));
  const hash = hashOf(bytes);
  await keepFilms(folder, store.session, [{ hash, bytes }]);
  const patients = Math.ceil(studies * 0.6);
  for (let from = 0; from < studies; from += batch) {
    const films = Array.from({ length: Math.min(batch, studies - from) }, (_, ahead) => {
      const number = from + ahead;
      const date = dayBefore(today, Math.floor((studies - 1 - number) / studiesADay));
      const film = {
        kind: "dicom" as const,
        rows: 512,
        columns: 512,
        frames: 1,
        attributes: madeUpStudy(number, patients, date),
      };
      const at = { utc: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(), offset };
      return {
        record: filmRecord({ film, hash, bytes: bytes.length, fileName: "film.dcm", imported: at }),
        at,
      };
    });
    await store.write.addFilms({ films });
  }
  await store.close();
  readAndAnswer(options);
}

function readAndAnswer({ folder, studies, reader, networks }: Generated): void {
  const database = new DatabaseSync(layout.database(folder));
  const at = "2026-11-01T08:00:00.000Z";
  database.exec("BEGIN");
  database
    .prepare(
      `INSERT INTO reads (study_uid, reader_id, finding, confidence, note, saved_utc, saved_offset, committed_utc,
         committed_offset)
       SELECT study_uid, :reader, 'no-pneumonia', NULL, '', :at, :offset, :at, :offset
       FROM listings WHERE study_number <= :read`,
    )
    .run({ reader, at, offset, read: Math.floor(studies * 0.8) });
  database
    .prepare(
      `INSERT INTO reads (study_uid, reader_id, finding, confidence, note, saved_utc, saved_offset)
       SELECT study_uid, :reader, NULL, NULL, 'to be finished', :at, :offset
       FROM listings WHERE study_number > :read AND study_number % 97 = 0`,
    )
    .run({ reader, at, offset, read: Math.floor(studies * 0.8) });
  if (networks !== undefined) {
    database
      .prepare(
        `INSERT INTO panels (film_id, networks, state, failures, decode_ms, infer_ms, classified_utc, classified_offset)
         SELECT film_id, :networks, CASE WHEN film_number % 50 = 0 THEN 'withheld' WHEN film_number % 333 = 0 THEN 'failed'
           ELSE 'done' END, '[]', 1, 1, :at, :offset
         FROM films WHERE film_number <= :answered`,
      )
      .run({ networks, at, offset, answered: studies - 50 });
  }
  database.exec("COMMIT");
  database.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder, studies = "100000", reader = "reader"] = process.argv.slice(2);
  if (folder === undefined) throw new Error("generate.ts LIBRARY [STUDIES] [READER]");
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  await generate({ folder, studies: Number(studies), reader, today });
}
