import type { Migration } from "./migration.ts";

/**
 * Patients, studies, series and films by the DICOM model, what the networks answered, reads and the
 * audit record. Text attributes are empty where the header has none; moments are UTC with the
 * local offset beside them.
 */
export const firstLibrary: Migration = {
  name: "first-library",
  up: (database) => {
    database.exec(`
      CREATE TABLE patients (
        patient_key TEXT PRIMARY KEY,
        issuer TEXT NOT NULL,
        patient_id TEXT NOT NULL,
        name TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        sex TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- The patient's name, birth date and sex stand with the study as its films say them: two
      -- hospitals may have given one ID to two people, and neither may appear under the other's name.
      CREATE TABLE studies (
        study_uid TEXT PRIMARY KEY,
        patient_key TEXT NOT NULL REFERENCES patients (patient_key),
        patient_name TEXT NOT NULL,
        patient_birth_date TEXT NOT NULL,
        patient_sex TEXT NOT NULL,
        patient_age TEXT NOT NULL,
        study_date TEXT NOT NULL,
        study_time TEXT NOT NULL,
        accession_number TEXT NOT NULL,
        description TEXT NOT NULL,
        listed_at TEXT NOT NULL,
        search_text TEXT NOT NULL,
        imported_utc TEXT NOT NULL,
        imported_offset TEXT NOT NULL
      ) STRICT;
      CREATE INDEX studies_as_listed ON studies (listed_at DESC, study_uid);
      CREATE INDEX studies_of_patient ON studies (patient_key);

      CREATE TABLE series (
        study_uid TEXT NOT NULL REFERENCES studies (study_uid),
        series_uid TEXT NOT NULL,
        number INTEGER,
        description TEXT NOT NULL,
        PRIMARY KEY (study_uid, series_uid)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE films (
        film_number INTEGER PRIMARY KEY AUTOINCREMENT,
        film_id TEXT NOT NULL UNIQUE,
        study_uid TEXT NOT NULL,
        series_uid TEXT NOT NULL,
        content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
        bytes INTEGER NOT NULL CHECK (bytes > 0),
        kind TEXT NOT NULL CHECK (kind IN ('dicom', 'png', 'jpeg')),
        rows INTEGER NOT NULL CHECK (rows > 0),
        columns INTEGER NOT NULL CHECK (columns > 0),
        frames INTEGER NOT NULL CHECK (frames > 0),
        modality TEXT NOT NULL,
        body_part TEXT NOT NULL,
        view TEXT NOT NULL,
        laterality TEXT NOT NULL,
        frontal INTEGER NOT NULL CHECK (frontal IN (0, 1)),
        number INTEGER,
        sop_class_uid TEXT NOT NULL,
        transfer_syntax_uid TEXT NOT NULL,
        file_name TEXT NOT NULL,
        imported_utc TEXT NOT NULL,
        imported_offset TEXT NOT NULL,
        FOREIGN KEY (study_uid, series_uid) REFERENCES series (study_uid, series_uid)
      ) STRICT;
      CREATE INDEX films_of_study ON films (study_uid);
      CREATE INDEX films_by_content ON films (content_hash);

      -- A film's classification under one set of loaded networks; earlier ones stay as what readers saw.
      CREATE TABLE panels (
        film_id TEXT NOT NULL REFERENCES films (film_id),
        networks TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'withheld', 'failed', 'partial')),
        film_check TEXT,
        agreement TEXT,
        failures TEXT NOT NULL,
        decode_ms REAL NOT NULL,
        infer_ms REAL NOT NULL,
        classified_utc TEXT NOT NULL,
        classified_offset TEXT NOT NULL,
        PRIMARY KEY (film_id, networks)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE answers (
        film_id TEXT NOT NULL,
        networks TEXT NOT NULL,
        model_id TEXT NOT NULL,
        model_version TEXT NOT NULL,
        place INTEGER NOT NULL,
        title TEXT NOT NULL,
        probability REAL CHECK (probability BETWEEN 0 AND 1),
        threshold REAL NOT NULL CHECK (threshold BETWEEN 0 AND 1),
        verdict TEXT CHECK (verdict IN ('pneumonia', 'normal')),
        PRIMARY KEY (film_id, networks, model_id),
        FOREIGN KEY (film_id, networks) REFERENCES panels (film_id, networks) ON DELETE CASCADE,
        -- A verdict without its probability is not an answer, nor the other way round.
        CHECK ((probability IS NULL) = (verdict IS NULL))
      ) STRICT;

      -- 32-bit floats, little endian, row-major.
      CREATE TABLE heat_maps (
        film_id TEXT NOT NULL,
        networks TEXT NOT NULL,
        model_id TEXT NOT NULL,
        rows INTEGER NOT NULL CHECK (rows > 0),
        columns INTEGER NOT NULL CHECK (columns > 0),
        heat BLOB NOT NULL CHECK (length(heat) = rows * columns * 4),
        PRIMARY KEY (film_id, networks, model_id),
        FOREIGN KEY (film_id, networks) REFERENCES panels (film_id, networks) ON DELETE CASCADE
      ) STRICT;

      CREATE TABLE reads (
        study_uid TEXT NOT NULL REFERENCES studies (study_uid),
        reader_id TEXT NOT NULL,
        finding TEXT,
        confidence TEXT,
        note TEXT NOT NULL,
        saved_utc TEXT NOT NULL,
        saved_offset TEXT NOT NULL,
        committed_utc TEXT,
        committed_offset TEXT,
        PRIMARY KEY (study_uid, reader_id),
        CHECK (committed_utc IS NULL OR finding IS NOT NULL),
        CHECK ((committed_utc IS NULL) = (committed_offset IS NULL))
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER committed_read_stays BEFORE UPDATE ON reads WHEN old.committed_utc IS NOT NULL
      BEGIN SELECT RAISE (ABORT, 'a committed read does not change'); END;
      CREATE TRIGGER committed_read_is_kept BEFORE DELETE ON reads WHEN old.committed_utc IS NOT NULL
      BEGIN SELECT RAISE (ABORT, 'a committed read is not deleted'); END;

      CREATE TABLE audit (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        utc TEXT NOT NULL,
        utc_offset TEXT NOT NULL,
        reader_id TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL
      ) STRICT;
      CREATE INDEX audit_of_subject ON audit (subject, action);
      CREATE UNIQUE INDEX audit_reveals_once ON audit (subject, reader_id) WHERE action = 'panel.reveal';
      CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
      BEGIN SELECT RAISE (ABORT, 'the audit record is append-only'); END;
      CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
      BEGIN SELECT RAISE (ABORT, 'the audit record is append-only'); END;
    `);
  },
};
