import { createHash, createHmac } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import {
  chainStart,
  chainText,
  verifyChain,
  type AuditVerdict,
  type ChainCrypto,
  type Link,
} from "../../core/second-read/audit-chain.ts";
import type { StudyReads } from "../../core/studies/study-store.ts";
import type { Statements } from "./statements.ts";

/** Names a key without giving it away: the start of its SHA-256. */
export const keyIdOf = (key: Uint8Array): string =>
  createHash("sha256").update("overread audit key").update(key).digest("hex").slice(0, 16);

const sealOf = (key: Uint8Array, hash: Uint8Array | string): Buffer =>
  createHmac("sha256", key)
    .update(typeof hash === "string" ? Buffer.from(hash, "hex") : hash)
    .digest();

/**
 * Chains every row that this connection adds to the audit record, and seals it where there is a key. A
 * trigger of the connection does it, so that no writer can forget to, in the row's own transaction.
 */
export function chainAudit(writer: DatabaseSync, key: Uint8Array | null): void {
  writer.function("audit_hash", { varargs: true }, (...given) => {
    const [before, number, utc, offset, reader, action, subject, details] = given;
    const text = chainText({
      number: Number(number),
      utc: String(utc),
      offset: String(offset),
      reader: String(reader),
      action: String(action),
      subject: String(subject),
      details: String(details),
    });
    const start = before instanceof Uint8Array ? before : Buffer.from(chainStart, "hex");
    return createHash("sha256").update(start).update(text).digest();
  });
  writer.function("audit_seal", (hash) =>
    key === null || !(hash instanceof Uint8Array) ? null : sealOf(key, hash),
  );
  writer.function("audit_key", () => (key === null ? null : keyIdOf(key)));
  writer.exec(`
    CREATE TEMP TRIGGER audit_is_chained AFTER INSERT ON main.audit
    BEGIN
      INSERT INTO audit_chain (number, hash, seal, key_id)
      SELECT new.number, h.hash, audit_seal(h.hash), audit_key() FROM (
        SELECT audit_hash((SELECT hash FROM audit_chain ORDER BY number DESC LIMIT 1), new.number, new.utc,
          new.utc_offset, new.reader_id, new.action, new.subject, new.details) AS hash
      ) AS h;
    END`);
}

const linkRow = z
  .object({
    number: z.int(),
    utc: z.string().nullable(),
    utc_offset: z.string().nullable(),
    reader_id: z.string().nullable(),
    action: z.string().nullable(),
    subject: z.string().nullable(),
    details: z.string().nullable(),
    hash: z.instanceof(Uint8Array).nullable(),
    seal: z.instanceof(Uint8Array).nullable(),
    key_id: z.string().nullable(),
  })
  .transform((row): Link => ({
    number: row.number,
    row:
      row.utc === null
        ? null
        : {
            number: row.number,
            utc: row.utc,
            offset: row.utc_offset ?? "",
            reader: row.reader_id ?? "",
            action: row.action ?? "",
            subject: row.subject ?? "",
            details: row.details ?? "",
          },
    hash: row.hash && hex(row.hash),
    seal: row.seal && { value: hex(row.seal), keyId: row.key_id ?? "" },
  }));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const page = 2000;

/** Every number that the record or its chain has, in order. */
function* links(statements: Statements): Generator<Link> {
  for (let after = 0; ;) {
    const found = statements.all(
      "audit.links",
      `SELECT n.number, utc, utc_offset, reader_id, action, subject, details, hash, seal, key_id
       FROM (SELECT number FROM audit WHERE number > :after
             UNION SELECT number FROM audit_chain WHERE number > :after ORDER BY number LIMIT :page) n
       LEFT JOIN audit a ON a.number = n.number LEFT JOIN audit_chain c ON c.number = n.number
       ORDER BY n.number`,
      linkRow,
      { after, page },
    );
    yield* found;
    const last = found.at(-1);
    if (last === undefined) return;
    after = last.number;
  }
}

/** Checking the audit record, and its present end. */
export function auditChainReads(
  statements: Statements,
  key: Uint8Array | null,
): Pick<StudyReads, "verifyAudit" | "auditHead"> {
  const crypto: ChainCrypto = {
    hash: (before, text) =>
      createHash("sha256").update(Buffer.from(before, "hex")).update(text).digest("hex"),
    seal: key && { keyId: keyIdOf(key), of: (hash) => sealOf(key, hash).toString("hex") },
  };
  const libraryId = (): string =>
    statements.get(
      "library.id",
      "SELECT value FROM department WHERE name = 'library-id'",
      z.object({ value: z.string() }),
    )?.value ?? "";
  return {
    verifyAudit: ({ heads }): AuditVerdict => {
      const everAdded =
        statements.get(
          "audit.ever",
          "SELECT seq FROM sqlite_sequence WHERE name = 'audit'",
          z.object({ seq: z.int() }),
        )?.seq ?? 0;
      const library = libraryId();
      const ours = heads.filter((head) => head.library === library);
      return verifyChain(links(statements), everAdded, ours, crypto);
    },
    auditHead: () => {
      const found = statements.get(
        "audit.head",
        "SELECT number, hash FROM audit_chain ORDER BY number DESC LIMIT 1",
        z.object({ number: z.int(), hash: z.instanceof(Uint8Array) }),
      );
      return {
        library: libraryId(),
        number: found?.number ?? 0,
        hash: found === null ? "" : hex(found.hash),
      };
    },
  };
}
