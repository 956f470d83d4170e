import { z } from "zod";
import { AppError } from "../../core/base/errors.ts";
import { readerId, type ReaderId } from "../../core/base/ids.ts";
import type { Reader } from "../../core/second-read/readers.ts";
import {
  credential,
  type Credential,
  type StudyReads,
  type StudyWrites,
} from "../../core/studies/study-store.ts";
import { recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { counted, flag, json } from "./rows.ts";
import type { Statements } from "./statements.ts";

const readerRow = z
  .object({
    reader_id: z.string().transform(readerId),
    name: z.string(),
    administrator: flag,
    second_reader: flag,
    active: flag,
    secured: flag,
  })
  .transform(({ reader_id: id, second_reader: secondReader, ...row }): Reader => ({
    id,
    secondReader,
    ...row,
  }));
const columns = "reader_id, name, administrator, second_reader, active, credential IS NOT NULL AS secured";

/** @throws AppError reader/unknown */
export function readerOf(statements: Statements, id: ReaderId): Reader {
  const found = statements.get("reader", `SELECT ${columns} FROM readers WHERE reader_id = :id`, readerRow, {
    id,
  });
  if (found === null || !found.active) throw new AppError("reader/unknown");
  return found;
}

/** @throws AppError reader/not-administrator, reader/unknown */
export function requireAdministrator(statements: Statements, id: ReaderId): void {
  if (!readerOf(statements, id).administrator) throw new AppError("reader/not-administrator");
}

const credentialRow = z
  .object({
    credential: json(credential).nullable(),
    failures: z.int(),
    failed_utc: z.string().nullable(),
    active: flag,
  })
  .transform((row) => ({
    credential: row.credential,
    failures: row.failures,
    failedUtc: row.failed_utc,
    active: row.active,
  }));

export function readerReads(statements: Statements): Pick<StudyReads, "readers" | "credential"> {
  return {
    readers: () =>
      statements.all("readers", `SELECT ${columns} FROM readers ORDER BY name, reader_id`, readerRow),
    credential: ({ reader }) =>
      statements.get(
        "reader.credential",
        "SELECT credential, failures, failed_utc, active FROM readers WHERE reader_id = :reader",
        credentialRow,
        { reader },
      ),
  };
}

/** Readers and their secrets; who may change what is checked here, inside the change's transaction. */
export function readerWrites(
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "enrol" | "addReader" | "changeReader" | "setCredential" | "signedIn"> {
  const insert = (
    { id, name, administrator, secondReader }: Omit<Reader, "active" | "secured">,
    kept: Credential | null,
    at: { utc: string; offset: string },
  ): number =>
    statements.run(
      "reader.add",
      `INSERT OR IGNORE INTO readers (reader_id, name, administrator, second_reader, credential, added_utc, added_offset)
       VALUES (:id, :name, :administrator, :secondReader, :credential, :utc, :offset)`,
      {
        id,
        name,
        administrator: administrator ? 1 : 0,
        secondReader: secondReader ? 1 : 0,
        credential: kept && JSON.stringify(kept),
        utc: at.utc,
        offset: at.offset,
      },
    );
  const count = (where: string): number =>
    statements.get(`readers.count ${where}`, `SELECT count(*) AS n FROM readers ${where}`, counted) ?? 0;
  const keptName = (name: string, of: ReaderId): void => {
    const taken = statements.get(
      "reader.name",
      "SELECT count(*) AS n FROM readers WHERE name = :name AND reader_id <> :of AND active = 1",
      counted,
      { name, of },
    );
    if (taken !== 0) throw new AppError("reader/name-taken", { name });
  };
  return {
    enrol: ({ reader, name, at }) =>
      transact(() => {
        // Where nobody has a secret, whoever the operating system signed in is a reader.
        if (count("WHERE credential IS NOT NULL") > 0) return;
        const administrator = count("") === 0;
        if (insert({ id: reader, name, administrator, secondReader: true }, null, at) === 0) return;
        const details = { administrator };
        recordAudit(statements, { at, reader, action: "reader.add", subject: reader, details }, "record");
      }),

    addReader: ({ added, credential: kept, reader, at }) =>
      transact(() => {
        requireAdministrator(statements, reader);
        // A second person at this PC: from now on everybody says who they are.
        if (!readerOf(statements, reader).secured) throw new AppError("reader/secure-yourself");
        keptName(added.name, added.id);
        if (insert(added, kept, at) === 0) throw new AppError("reader/name-taken", { name: added.name });
        const details = { administrator: added.administrator, secondReader: added.secondReader };
        recordAudit(statements, { at, reader, action: "reader.add", subject: added.id, details }, "record");
      }),

    changeReader: ({ changed, reader, at }) =>
      transact(() => {
        requireAdministrator(statements, reader);
        const { id, name, administrator, secondReader, active } = changed;
        keptName(name, id);
        const known = statements.run(
          "reader.change",
          `UPDATE readers SET name = :name, administrator = :administrator, second_reader = :secondReader,
             active = :active WHERE reader_id = :id`,
          {
            id,
            name,
            administrator: administrator ? 1 : 0,
            secondReader: secondReader ? 1 : 0,
            active: active ? 1 : 0,
          },
        );
        if (known === 0) throw new AppError("reader/unknown");
        if (count("WHERE administrator = 1 AND active = 1") === 0)
          throw new AppError("reader/last-administrator");
        const details = { administrator, secondReader, active };
        recordAudit(statements, { at, reader, action: "reader.change", subject: id, details }, "record");
      }),

    setCredential: ({ of, credential: kept, reader, at }) =>
      transact(() => {
        if (of !== reader) requireAdministrator(statements, reader);
        if (kept === null && count("WHERE active = 1") > 1) throw new AppError("reader/secret-needed");
        const known = statements.run(
          "reader.credential-keep",
          "UPDATE readers SET credential = :credential, failures = 0, failed_utc = NULL WHERE reader_id = :of",
          { of, credential: kept && JSON.stringify(kept) },
        );
        if (known === 0) throw new AppError("reader/unknown");
        const action = of === reader ? "reader.secret" : "reader.secret-reset";
        recordAudit(statements, { at, reader, action, subject: of }, "record");
      }),

    signedIn: ({ reader, at, outcome }) =>
      transact(() => {
        if (outcome === "wrong") {
          statements.run(
            "reader.failed",
            "UPDATE readers SET failures = failures + 1, failed_utc = :utc WHERE reader_id = :reader",
            { reader, utc: at.utc },
          );
        } else {
          statements.run(
            "reader.succeeded",
            "UPDATE readers SET failures = 0, failed_utc = NULL WHERE reader_id = :reader",
            { reader },
          );
        }
        const action = outcome === "wrong" ? "session.refused" : "session.sign-in";
        recordAudit(statements, { at, reader, action, subject: reader }, "record");
      }),
  };
}
