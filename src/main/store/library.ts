import { mkdirSync } from "node:fs";
import { z } from "zod";
import type { StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import { auditReads } from "./audit.ts";
import { auditChainReads, chainAudit } from "./audit-chain.ts";
import { openDatabase, snapshot, transaction, usualPatience } from "./database.ts";
import { filmWrites, type Transact } from "./film-writes.ts";
import { hangingReads, hangingWrites } from "./hanging.ts";
import { languageReads, languageWrites } from "./language.ts";
import { layout } from "./library-folder.ts";
import { markReads, markWrites } from "./marks.ts";
import { migrations } from "./migrations/index.ts";
import { panelReads } from "./panel-reads.ts";
import { panelWrites } from "./panel-writes.ts";
import { refuseOtherPlace } from "./place/place-note.ts";
import { readerReads, readerWrites } from "./readers.ts";
import { readWrites } from "./read-writes.ts";
import { ruleReads, ruleWrites } from "./rules.ts";
import { storedFilmColumns, storedFilmRow } from "./rows.ts";
import { secondReadReads } from "./second-read-reads.ts";
import { atTheDoor, openSession, type Session } from "./session.ts";
import { statisticsReads } from "./statistics-reads.ts";
import { Statements, type SlowListener } from "./statements.ts";
import { studyWrites } from "./study-writes.ts";
import { upkeepReads, upkeepWrites } from "./upkeep.ts";
import { worklistReads } from "./worklist-reads.ts";

/** A library as the store's worker thread holds it. */
export interface Library {
  /** Names this workstation's corner of the library. */
  readonly session: string;
  readonly read: StudyReads;
  readonly write: StudyWrites;
  close(): void;
}

/**
 * Opens a library, making it where there is none.
 * @param auditKey seals what is added to the audit record; null leaves it unsealed
 * @param patience milliseconds that a lock of another program is waited for
 * @throws AppError library/from-the-future, library/damaged, library/moved, library/half-moved; and what the system
 * and SQLite throw
 */
export function openLibrary(
  library: string,
  onSlow: SlowListener,
  auditKey: Uint8Array | null = null,
  patience = usualPatience,
): Library {
  mkdirSync(library, { recursive: true, mode: 0o700 });
  // Before anything is made in a place that the library has left, and again behind the door: it may be leaving now.
  refuseOtherPlace(library);
  return atTheDoor(library, () => {
    refuseOtherPlace(library);
    const database = openDatabase(layout.database(library), migrations, patience);
    let session: Session;
    try {
      session = openSession(library);
    } catch (error) {
      database.close();
      throw error;
    }
    chainAudit(database.writer, auditKey);
    const reader = new Statements(database.reader, onSlow);
    const writer = new Statements(database.writer, onSlow);
    const transact: Transact = (work) => transaction(database.writer, work);
    const dataVersion = database.writer.prepare("PRAGMA data_version");
    return {
      session: session.id,
      read: {
        ...worklistReads(reader, (work) => snapshot(database.reader, work)),
        ...panelReads(reader),
        ...markReads(reader),
        ...auditReads(reader, (work) => snapshot(database.reader, work)),
        ...auditChainReads(reader, auditKey),
        ...secondReadReads(reader),
        ...statisticsReads(reader),
        ...hangingReads(reader),
        ...languageReads(reader),
        ...ruleReads(reader),
        ...readerReads(reader),
        ...upkeepReads(reader),
        film: ({ filmId }) =>
          reader.get(
            "film",
            `SELECT ${storedFilmColumns} FROM films WHERE film_id = :filmId AND removed = 0`,
            storedFilmRow,
            { filmId },
          ),
        filmBytes: () =>
          reader.get(
            "films.bytes",
            `SELECT (SELECT count(*) FROM listings) AS studies, (SELECT count(*) FROM films WHERE removed = 0) AS films,
               (SELECT coalesce(sum(bytes), 0) FROM
                 (SELECT max(bytes) AS bytes FROM films WHERE removed = 0 GROUP BY content_hash)) AS filmBytes`,
            z.object({ studies: z.int(), films: z.int(), filmBytes: z.int() }),
          ) ?? { studies: 0, films: 0, filmBytes: 0 },
        changesByOthers: () => Number(dataVersion.get()?.["data_version"]),
      },
      write: {
        ...filmWrites(library, writer, transact),
        ...readWrites(writer, transact),
        ...panelWrites(writer, transact),
        ...hangingWrites(writer, transact),
        ...languageWrites(writer, transact),
        ...ruleWrites(writer, transact),
        ...readerWrites(writer, transact),
        ...markWrites(writer, transact),
        ...studyWrites(library, writer, transact),
        ...upkeepWrites(writer, transact),
      },
      close() {
        database.close();
        session.close();
      },
    };
  });
}
