import { z } from "zod";
import type { ContentHash, StudyUid } from "../../core/base/ids.ts";
import { listingKeys } from "../../core/studies/listing.ts";
import { distinctTexts } from "../../core/studies/worklist-row.ts";
import { flag } from "./rows.ts";
import type { Statements } from "./statements.ts";

const studyRow = z.object({
  patient_name: z.string(),
  patient_id: z.string(),
  patient_age: z.string(),
  accession_number: z.string(),
  description: z.string(),
  listed_at: z.string(),
  priority: z.enum(["stat", "routine"]),
});
const filmRow = z.object({ view: z.string(), frontal: flag });

/** Says of the studies with a film of these bytes that their rows are others: its file is found missing, or is there again. */
export function fileChanged(statements: Statements, hash: ContentHash): void {
  statements.run("listing.count", "UPDATE changes SET count = count + 1");
  statements.run(
    "listing.file",
    `UPDATE listings SET changed = (SELECT count FROM changes)
     WHERE study_uid IN (SELECT study_uid FROM films WHERE content_hash = :hash)`,
    { hash },
  );
}

/** Makes a study's place in the worklist anew; within the transaction that changed the study or its films. */
export function relist(statements: Statements, studyUid: StudyUid): void {
  const study = statements.get(
    "listing.study",
    `SELECT patient_name, patient_id, patient_age, accession_number, description, listed_at, priority
     FROM studies s JOIN patients p ON p.patient_key = s.patient_key WHERE study_uid = :studyUid`,
    studyRow,
    { studyUid },
  );
  if (study === null) return;
  const films = statements.all(
    "listing.films",
    "SELECT view, frontal FROM films WHERE study_uid = :studyUid AND removed = 0 ORDER BY film_number",
    filmRow,
    { studyUid },
  );
  const keys = listingKeys({
    patientName: study.patient_name,
    patientId: study.patient_id,
    patientAge: study.patient_age,
    accessionNumber: study.accession_number,
    description: study.description,
    view: distinctTexts(films.map((film) => film.view)),
  });
  statements.run("listing.count", "UPDATE changes SET count = count + 1");
  statements.run(
    "listing.keep",
    `INSERT INTO listings (study_uid, changed, arranged, listed_at, name_key, id_key, accession_key,
       description_key, view_key, age_days, films, stat, frontal, search_text)
     SELECT :studyUid, count, count, :listedAt, :name, :id, :accession, :description, :view, :ageDays,
       :films, :stat, :frontal, :searchText FROM changes WHERE true
     ON CONFLICT (study_uid) DO UPDATE SET changed = excluded.changed, arranged = excluded.arranged,
       listed_at = excluded.listed_at, name_key = excluded.name_key, id_key = excluded.id_key,
       accession_key = excluded.accession_key, description_key = excluded.description_key,
       view_key = excluded.view_key, age_days = excluded.age_days, films = excluded.films,
       stat = excluded.stat, frontal = excluded.frontal, search_text = excluded.search_text`,
    {
      ...keys,
      studyUid,
      listedAt: study.listed_at,
      films: films.length,
      stat: study.priority === "stat" ? 1 : 0,
      frontal: films.some((film) => film.frontal) ? 1 : 0,
    },
  );
}
