import { mkdirSync } from "node:fs";
import type { StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import { auditReads } from "./audit.ts";
import { openDatabase, transaction } from "./database.ts";
import { filmWrites, type Transact } from "./film-writes.ts";
import { layout } from "./library-folder.ts";
import { panelReads } from "./panel-reads.ts";
import { panelWrites } from "./panel-writes.ts";
import { readWrites } from "./read-writes.ts";
import { storedFilmColumns, storedFilmRow } from "./rows.ts";
import { atTheDoor, openSession, type Session } from "./session.ts";
import { Statements, type SlowListener } from "./statements.ts";
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
 * @throws AppError library/from-the-future, library/damaged; and what the system and SQLite throw
 */
export function openLibrary(library: string, onSlow: SlowListener): Library {
  mkdirSync(library, { recursive: true, mode: 0o700 });
  return atTheDoor(library, () => {
    const database = openDatabase(layout.database(library));
    let session: Session;
    try {
      session = openSession(library);
    } catch (error) {
      database.close();
      throw error;
    }
    const reader = new Statements(database.reader, onSlow);
    const writer = new Statements(database.writer, onSlow);
    const transact: Transact = (work) => transaction(database.writer, work);
    const dataVersion = database.writer.prepare("PRAGMA data_version");
    return {
      session: session.id,
      read: {
        ...worklistReads(reader),
        ...panelReads(reader),
        ...auditReads(reader),
        film: ({ filmId }) =>
          reader.get(
            "film",
            `SELECT ${storedFilmColumns} FROM films WHERE film_id = :filmId`,
            storedFilmRow,
            { filmId },
          ),
        changesByOthers: () => Number(dataVersion.get()?.["data_version"]),
      },
      write: {
        ...filmWrites(library, writer, transact),
        ...readWrites(writer, transact),
        ...panelWrites(writer, transact),
      },
      close() {
        database.close();
        session.close();
      },
    };
  });
}
