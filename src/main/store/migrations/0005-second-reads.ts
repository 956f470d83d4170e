import { createHash, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { chainText } from "../../../core/second-read/audit-chain.ts";
import type { Migration } from "./migration.ts";

/**
 * Readers with their credentials, the department's rules, flags, second reads with their settlements,
 * addenda, and the audit record's chain. What is committed stays, by trigger. Whoever acted in an older
 * library becomes a reader under the same id; the one who began it is its administrator.
 */
export const secondReads: Migration = {
  name: "second-reads",
  up: (database) => {
    database.exec(`
      ALTER TABLE reads ADD COLUMN zones TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE reads ADD COLUMN others TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE reads ADD COLUMN mode TEXT NOT NULL DEFAULT 'blinded'
        CHECK (mode IN ('blinded', 'ai-first', 'triage'));

      CREATE TABLE readers (
        reader_id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (length(trim(name)) > 0),
        administrator INTEGER NOT NULL CHECK (administrator IN (0, 1)),
        second_reader INTEGER NOT NULL CHECK (second_reader IN (0, 1)),
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        -- A hash with its parameters, as JSON; null for a reader without PIN or password.
        credential TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        failed_utc TEXT,
        added_utc TEXT NOT NULL,
        added_offset TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER reader_is_kept BEFORE DELETE ON readers
      BEGIN SELECT RAISE (ABORT, 'a reader is not deleted'); END;

      CREATE TABLE department (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE addenda (
        addendum_number INTEGER PRIMARY KEY AUTOINCREMENT,
        study_uid TEXT NOT NULL,
        reader_id TEXT NOT NULL,
        text TEXT NOT NULL,
        utc TEXT NOT NULL,
        utc_offset TEXT NOT NULL,
        FOREIGN KEY (study_uid, reader_id) REFERENCES reads (study_uid, reader_id)
      ) STRICT;
      CREATE INDEX addenda_of_study ON addenda (study_uid);
      CREATE TRIGGER addendum_stays BEFORE UPDATE ON addenda
      BEGIN SELECT RAISE (ABORT, 'an addendum does not change'); END;
      CREATE TRIGGER addendum_is_kept BEFORE DELETE ON addenda
      BEGIN SELECT RAISE (ABORT, 'an addendum is not deleted'); END;

      CREATE TABLE flags (
        study_uid TEXT NOT NULL,
        reader_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('none', 'possible-miss', 'possible-overcall', 'unresolved')),
        probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
        miss_limit REAL,
        networks TEXT NOT NULL,
        utc TEXT NOT NULL,
        utc_offset TEXT NOT NULL,
        PRIMARY KEY (study_uid, reader_id),
        FOREIGN KEY (study_uid, reader_id) REFERENCES reads (study_uid, reader_id)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER flag_stays BEFORE UPDATE ON flags
      BEGIN SELECT RAISE (ABORT, 'a flag does not change'); END;
      CREATE TRIGGER flag_is_kept BEFORE DELETE ON flags
      BEGIN SELECT RAISE (ABORT, 'a flag is not deleted'); END;

      CREATE TABLE second_reads (
        second_read_id INTEGER PRIMARY KEY AUTOINCREMENT,
        study_uid TEXT NOT NULL,
        of_reader TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason IN ('flag', 'asked', 'sample')),
        asked_utc TEXT NOT NULL,
        asked_offset TEXT NOT NULL,
        reader_id TEXT,
        taken_utc TEXT,
        taken_offset TEXT,
        blinded INTEGER CHECK (blinded IN (0, 1)),
        finding TEXT,
        confidence TEXT,
        zones TEXT NOT NULL DEFAULT '[]',
        others TEXT NOT NULL DEFAULT '[]',
        note TEXT NOT NULL DEFAULT '',
        mode TEXT NOT NULL DEFAULT 'blinded',
        committed_utc TEXT,
        committed_offset TEXT,
        settled TEXT,
        FOREIGN KEY (study_uid, of_reader) REFERENCES reads (study_uid, reader_id),
        CHECK (committed_utc IS NULL OR (finding IS NOT NULL AND reader_id IS NOT NULL)),
        CHECK (settled IS NULL OR committed_utc IS NOT NULL)
      ) STRICT;
      CREATE INDEX second_reads_of_study ON second_reads (study_uid);
      CREATE INDEX second_reads_open ON second_reads (settled, asked_utc) WHERE settled IS NULL;
      CREATE UNIQUE INDEX second_read_once ON second_reads (study_uid, of_reader) WHERE settled IS NULL;
      CREATE TRIGGER committed_second_stays BEFORE UPDATE ON second_reads
      WHEN old.committed_utc IS NOT NULL AND (old.settled IS NOT NULL
        OR (old.finding, old.note, old.zones, old.others, old.committed_utc, old.reader_id, old.of_reader)
          IS NOT (new.finding, new.note, new.zones, new.others, new.committed_utc, new.reader_id, new.of_reader)
        OR old.confidence IS NOT new.confidence)
      BEGIN SELECT RAISE (ABORT, 'a committed second read does not change'); END;
      CREATE TRIGGER second_read_is_kept BEFORE DELETE ON second_reads
      BEGIN SELECT RAISE (ABORT, 'a second read is not deleted'); END;

      -- Each row of the audit record with what came before it, as one hash, and a seal by a key that is
      -- not in the library (null where the program that wrote the row had none).
      CREATE TABLE audit_chain (
        number INTEGER PRIMARY KEY,
        hash BLOB NOT NULL CHECK (length(hash) = 32),
        seal BLOB,
        key_id TEXT
      ) STRICT;
      CREATE TRIGGER audit_chain_is_not_changed BEFORE UPDATE ON audit_chain
      BEGIN SELECT RAISE (ABORT, 'the audit record is append-only'); END;
      CREATE TRIGGER audit_chain_is_not_deleted BEFORE DELETE ON audit_chain
      BEGIN SELECT RAISE (ABORT, 'the audit record is append-only'); END;
    `);
    database
      .prepare("INSERT INTO department (name, value) VALUES ('library-id', :id)")
      .run({ id: randomUUID() });
    enrol(database);
    chainOldRows(database);
  },
};

/** Readers of an older library, in the order in which they first acted. */
function enrol(database: DatabaseSync): void {
  database.exec(`
    INSERT INTO readers (reader_id, name, administrator, second_reader, added_utc, added_offset)
    SELECT reader_id, reader_id, row_number() OVER (ORDER BY first) = 1, 1, utc, utc_offset
    FROM (SELECT reader_id, min(number) AS first, utc, utc_offset FROM audit GROUP BY reader_id);
    INSERT OR IGNORE INTO readers (reader_id, name, administrator, second_reader, added_utc, added_offset)
    SELECT reader_id, reader_id, NOT EXISTS (SELECT 1 FROM readers), 1, saved_utc, saved_offset FROM reads;
  `);
}

/** Rows from before there was a chain are taken into it as they are found. */
function chainOldRows(database: DatabaseSync): void {
  const add = database.prepare("INSERT INTO audit_chain (number, hash) VALUES (:number, :hash)");
  let before: Uint8Array = new Uint8Array(32);
  const rows = database.prepare("SELECT * FROM audit ORDER BY number").all();
  for (const row of rows) {
    const text = chainText({
      number: Number(row["number"]),
      utc: String(row["utc"]),
      offset: String(row["utc_offset"]),
      reader: String(row["reader_id"]),
      action: String(row["action"]),
      subject: String(row["subject"]),
      details: String(row["details"]),
    });
    before = createHash("sha256").update(before).update(text).digest();
    add.run({ number: Number(row["number"]), hash: before });
  }
}
