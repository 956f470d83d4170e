import { existsSync, rmSync } from "node:fs";
import { z } from "zod";
import type { ContentHash } from "../../core/base/ids.ts";
import type { Moment } from "../../core/base/ports.ts";
import type { FilmRecord } from "../../core/studies/film-record.ts";
import type { AddOutcome, StudyWrites } from "../../core/studies/study-store.ts";
import { layout } from "./library-folder.ts";
import { fileChanged, relist } from "./listings.ts";
import { flag } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** Runs its argument as one transaction. */
export type Transact = <Result>(work: () => Result) => Result;

/** Adding films. Their files stand already: a row without a file would be a film that is lost. */
export function filmWrites(
  library: string,
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "addFilms" | "discardFile"> {
  return {
    addFilms: ({ films }) =>
      transact(() => films.map(({ record, at }) => addFilm(library, statements, record, at))),

    discardFile: ({ hash }) =>
      transact(() => {
        if (!isReferred(statements, hash)) rmSync(layout.film(library, hash), { force: true });
      }),
  };
}

function addFilm(library: string, statements: Statements, record: FilmRecord, at: Moment): AddOutcome {
  const known = statements.get(
    "film.hash",
    "SELECT content_hash, removed FROM films WHERE film_id = :id",
    z.object({ content_hash: z.string(), removed: flag }),
    { id: record.film.id },
  );
  if (known && known.content_hash !== record.film.hash) return "conflict";
  if (known?.removed === false) {
    retryFailed(statements, record);
    return isBack(statements, record.film) ? "added" : "duplicate";
  }
  const study = statements.get(
    "study.patient",
    "SELECT patient_key FROM studies WHERE study_uid = :uid",
    z.object({ patient_key: z.string() }),
    { uid: record.study.uid },
  );
  if (study && study.patient_key !== record.patient.key) return "other-patient";
  // Another workstation may have discarded the file since: it does so in a transaction, too.
  if (!existsSync(layout.film(library, record.film.hash))) return "file-gone";
  if (!study) insertStudy(statements, record, at);
  if (known) bringBack(statements, record);
  else insertFilm(statements, record, at);
  relist(statements, record.study.uid);
  return "added";
}

/** "Import the film again" is what many a failure advises: then it is classified again, too. */
function retryFailed(statements: Statements, { film }: FilmRecord): void {
  statements.run("panel.retry", "DELETE FROM panels WHERE film_id = :id AND state = 'failed'", {
    id: film.id,
  });
}

/** A film whose file a check had not found: with this import it is there again. */
function isBack(statements: Statements, { hash }: FilmRecord["film"]): boolean {
  const was =
    statements.run("file.back", "DELETE FROM missing_files WHERE content_hash = :hash", { hash }) > 0;
  if (was) fileChanged(statements, hash);
  return was;
}

function isReferred(statements: Statements, hash: ContentHash): boolean {
  const one = z.object({ n: z.int() });
  return (
    statements.get(
      "film.by-hash",
      "SELECT 1 AS n FROM films WHERE content_hash = :hash AND removed = 0",
      one,
      { hash },
    ) !== null
  );
}

/** A film of a deleted study that comes once more: it is the same film, and says again whose it is. */
function bringBack(statements: Statements, { patient, study, film }: FilmRecord): void {
  statements.run("film.back", "UPDATE films SET removed = 0, file_name = :fileName WHERE film_id = :id", {
    id: film.id,
    fileName: film.fileName,
  });
  statements.run(
    "study.back",
    `UPDATE studies SET patient_name = :name, patient_birth_date = :birthDate, patient_sex = :sex,
       patient_age = :patientAge, accession_number = :accessionNumber, description = :description
     WHERE study_uid = :uid`,
    {
      uid: study.uid,
      name: patient.name,
      birthDate: patient.birthDate,
      sex: patient.sex,
      patientAge: study.patientAge,
      accessionNumber: study.accessionNumber,
      description: study.description,
    },
  );
  isBack(statements, film);
  statements.run("panel.waits", "UPDATE changes SET count = count + 1, losses = losses + 1");
}

function insertStudy(statements: Statements, { patient, study }: FilmRecord, at: Moment): void {
  statements.run(
    "patient.add",
    `INSERT INTO patients (patient_key, issuer, patient_id, name, birth_date, sex)
     VALUES (:key, :issuer, :patientId, :name, :birthDate, :sex) ON CONFLICT (patient_key) DO NOTHING`,
    { ...patient },
  );
  statements.run(
    "study.add",
    `INSERT INTO studies (study_uid, patient_key, patient_name, patient_birth_date, patient_sex,
       patient_age, study_date, study_time, accession_number, description, listed_at, priority,
       imported_utc, imported_offset)
     VALUES (:uid, :patientKey, :name, :birthDate, :sex, :patientAge, :date, :time, :accessionNumber,
       :description, :listedAt, :priority, :utc, :offset)`,
    {
      ...study,
      patientKey: patient.key,
      name: patient.name,
      birthDate: patient.birthDate,
      sex: patient.sex,
      utc: at.utc,
      offset: at.offset,
    },
  );
}

function insertFilm(statements: Statements, { study, series, film }: FilmRecord, at: Moment): void {
  statements.run(
    "series.add",
    `INSERT INTO series (study_uid, series_uid, number, description)
     VALUES (:study, :uid, :number, :description) ON CONFLICT (study_uid, series_uid) DO NOTHING`,
    { study: study.uid, ...series },
  );
  statements.run(
    "film.add",
    `INSERT INTO films (film_id, study_uid, series_uid, content_hash, bytes, kind, rows, columns, frames,
       modality, body_part, view, laterality, frontal, number, sop_class_uid, transfer_syntax_uid,
       file_name, imported_utc, imported_offset)
     VALUES (:id, :study, :series, :hash, :bytes, :kind, :rows, :columns, :frames,
       :modality, :bodyPart, :view, :laterality, :frontal, :number, :sopClassUid, :transferSyntaxUid,
       :fileName, :utc, :offset)`,
    {
      ...film,
      frontal: film.frontal ? 1 : 0,
      study: study.uid,
      series: series.uid,
      utc: at.utc,
      offset: at.offset,
    },
  );
}
