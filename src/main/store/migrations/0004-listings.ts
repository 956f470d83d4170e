import type { DatabaseSync } from "node:sqlite";
import { listingKeys } from "../../../core/studies/listing.ts";
import type { Migration } from "./migration.ts";

/**
 * What the worklist is sorted, filtered and searched by, a row for each study, under a number that
 * stays. `changed` counts the library's changes, so that whoever holds the list in memory can ask
 * for what is new; `arranged` is the last change that could move the study in an order. `losses` counts answers that were taken away: while it stands still, a
 * film that was answered stays answered.
 */
export const listings: Migration = {
  name: "listings",
  up: (database) => {
    database.exec(`
      ALTER TABLE studies ADD COLUMN priority TEXT NOT NULL DEFAULT 'routine'
        CHECK (priority IN ('stat', 'routine'));
      CREATE TABLE changes (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), count INTEGER NOT NULL,
        losses INTEGER NOT NULL) STRICT;
      INSERT INTO changes VALUES (1, 0, 0);

      CREATE TABLE listings (
        study_number INTEGER PRIMARY KEY AUTOINCREMENT,
        study_uid TEXT NOT NULL UNIQUE REFERENCES studies (study_uid),
        changed INTEGER NOT NULL,
        arranged INTEGER NOT NULL,
        listed_at TEXT NOT NULL,
        name_key TEXT NOT NULL,
        id_key TEXT NOT NULL,
        accession_key TEXT NOT NULL,
        description_key TEXT NOT NULL,
        view_key TEXT NOT NULL,
        age_days INTEGER NOT NULL,
        films INTEGER NOT NULL,
        stat INTEGER NOT NULL CHECK (stat IN (0, 1)),
        frontal INTEGER NOT NULL CHECK (frontal IN (0, 1)),
        search_text TEXT NOT NULL
      ) STRICT;
      CREATE INDEX listings_by_change ON listings (changed);
      CREATE INDEX listings_by_date ON listings (listed_at);
      CREATE INDEX listings_by_name ON listings (name_key);
      CREATE INDEX listings_by_id ON listings (id_key);
      CREATE INDEX listings_by_accession ON listings (accession_key);
      CREATE INDEX listings_by_description ON listings (description_key);
      CREATE INDEX listings_by_view ON listings (view_key);
      CREATE INDEX listings_by_age ON listings (age_days);
      CREATE INDEX listings_by_films ON listings (films);
      CREATE INDEX listings_urgent ON listings (study_number) WHERE stat = 1;
      CREATE INDEX reads_of_reader ON reads (reader_id);

      CREATE TABLE listings_gone (study_number INTEGER PRIMARY KEY, changed INTEGER NOT NULL) STRICT;
      CREATE INDEX listings_gone_by_change ON listings_gone (changed);
    `);
    listAll(database);
    database.exec(`
      DROP INDEX studies_as_listed;
      ALTER TABLE studies DROP COLUMN search_text;

      CREATE TRIGGER listing_goes AFTER DELETE ON listings BEGIN
        UPDATE changes SET count = count + 1;
        INSERT INTO listings_gone SELECT old.study_number, count FROM changes;
      END;
      CREATE TRIGGER read_is_listed AFTER INSERT ON reads BEGIN
        UPDATE changes SET count = count + 1;
        UPDATE listings SET changed = (SELECT count FROM changes) WHERE study_uid = new.study_uid;
      END;
      CREATE TRIGGER read_change_is_listed AFTER UPDATE ON reads BEGIN
        UPDATE changes SET count = count + 1;
        UPDATE listings SET changed = (SELECT count FROM changes) WHERE study_uid = new.study_uid;
      END;
      CREATE TRIGGER panel_is_listed AFTER INSERT ON panels BEGIN
        UPDATE changes SET count = count + 1;
        UPDATE listings SET changed = (SELECT count FROM changes)
        WHERE study_uid = (SELECT study_uid FROM films WHERE film_id = new.film_id);
      END;
      CREATE TRIGGER panel_loss_is_listed AFTER DELETE ON panels BEGIN
        UPDATE changes SET count = count + 1, losses = losses + 1;
        UPDATE listings SET changed = (SELECT count FROM changes)
        WHERE study_uid = (SELECT study_uid FROM films WHERE film_id = old.film_id);
      END;
    `);
  },
};

/** Lists the studies that are there. Written out here: a released step never changes, its neighbours do. */
function listAll(database: DatabaseSync): void {
  const studies = database.prepare(`
    SELECT s.study_uid, patient_name, patient_id, patient_age, accession_number, s.description, listed_at,
      count(film_id) AS films, coalesce(max(frontal), 0) AS frontal
    FROM studies s JOIN patients p ON p.patient_key = s.patient_key
    LEFT JOIN films f ON f.study_uid = s.study_uid
    GROUP BY s.study_uid ORDER BY s.imported_utc, s.study_uid`);
  const views = database.prepare(
    "SELECT DISTINCT view FROM films WHERE study_uid = :uid AND view <> '' ORDER BY film_number",
  );
  const add = database.prepare(`
    INSERT INTO listings (study_uid, changed, arranged, listed_at, name_key, id_key, accession_key,
      description_key, view_key, age_days, films, stat, frontal, search_text)
    VALUES (:uid, 0, 0, :listedAt, :name, :id, :accession, :description, :view, :ageDays, :films, 0,
      :frontal, :searchText)`);
  for (const study of studies.all()) {
    const uid = String(study["study_uid"]);
    const keys = listingKeys({
      patientName: String(study["patient_name"]),
      patientId: String(study["patient_id"]),
      patientAge: String(study["patient_age"]),
      accessionNumber: String(study["accession_number"]),
      description: String(study["description"]),
      view: views
        .all({ uid })
        .map((film) => film["view"])
        .join(", "),
    });
    const [films, frontal] = [Number(study["films"]), Number(study["frontal"])];
    add.run({ ...keys, uid, listedAt: String(study["listed_at"]), films, frontal });
  }
}
