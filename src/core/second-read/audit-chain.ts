import { z } from "zod";

/**
 * The audit record's chain. Each row is hashed with the hash of the row before it, so that no row can be
 * changed, taken out or put in without every later hash; a seal over the hash by a key that is kept
 * outside the library says that none was made anew; and heads that are exported outside it say how
 * far the record once went.
 */

/** A row of the audit record as it is kept. */
export interface ChainedRow {
  readonly number: number;
  readonly utc: string;
  readonly offset: string;
  readonly reader: string;
  readonly action: string;
  readonly subject: string;
  /** JSON text as kept, byte for byte. */
  readonly details: string;
}

/** What of a row is hashed after the hash of the row before it: a JSON list, UTF-8. */
export const chainText = ({ number, utc, offset, reader, action, subject, details }: ChainedRow): string =>
  JSON.stringify([number, utc, offset, reader, action, subject, details]);

/** The end of the record at some time, as it is exported. */
export const auditHead = z.object({
  /** Which library's record it is. */
  library: z.string().min(1),
  number: z.int().nonnegative(),
  /** Lower-case hexadecimal. */
  hash: z.string().regex(/^([0-9a-f]{64})?$/),
  exported: z.object({ utc: z.string(), offset: z.string() }),
});
export type AuditHead = z.output<typeof auditHead>;

/** A row with its place in the chain; null where one of both is missing. */
export interface Link {
  readonly number: number;
  readonly row: ChainedRow | null;
  readonly hash: string | null;
  readonly seal: { readonly value: string; readonly keyId: string } | null;
}

const row = z.int();
/** What is wrong with the record, named by its rows. */
export const auditFault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("changed"), row }),
  z.object({ kind: z.literal("removed"), from: row, to: row }),
  z.object({ kind: z.literal("unchained"), row }),
  z.object({ kind: z.literal("forged"), row }),
  z.object({ kind: z.literal("cut-off"), from: row, to: row, since: z.string() }),
  z.object({ kind: z.literal("other-past"), row, since: z.string() }),
]);
export type AuditFault = z.output<typeof auditFault>;

const count = z.int().nonnegative();
export const auditVerdict = z.object({
  rows: count,
  sealed: count,
  /** Rows whose seal was made with another key, which is not here to check it. */
  otherKey: count,
  heads: count,
  faults: z.array(auditFault).readonly(),
  /** The head that was found. */
  last: z.object({ number: z.int(), hash: z.string() }),
});
export type AuditVerdict = z.output<typeof auditVerdict>;

/** The two functions of the chain, lower-case hexadecimal; the key's holder gives `seal`. */
export interface ChainCrypto {
  hash(before: string, text: string): string;
  seal: { readonly keyId: string; of(hash: string): string } | null;
}

/** Hash before the first row. */
export const chainStart = "0".repeat(64);

/**
 * Checks a record from its first row to its last.
 * @param links in rising order of their numbers
 * @param everAdded the highest number that the database says it ever gave out
 */
export function verifyChain(
  links: Iterable<Link>,
  everAdded: number,
  heads: readonly AuditHead[],
  { hash, seal }: ChainCrypto,
): AuditVerdict {
  const faults: AuditFault[] = [];
  const wanted = new Map(heads.map((head) => [head.number, head]));
  let [rows, sealed, otherKey, next] = [0, 0, 0, 1];
  let before: string | null = chainStart;
  let last = { number: 0, hash: "" };
  for (const { number, row, hash: kept, seal: its } of links) {
    if (number > next) {
      faults.push({ kind: "removed", from: next, to: number - 1 });
      // What the next row was chained to is gone with them: it is held to its own hash alone.
      before = null;
    }
    next = number + 1;
    if (row === null) {
      faults.push({ kind: "removed", from: number, to: number });
      before = kept;
      continue;
    }
    rows++;
    if (kept === null) {
      faults.push({ kind: "unchained", row: number });
      before = null;
      continue;
    }
    if (before !== null && hash(before, chainText(row)) !== kept)
      faults.push({ kind: "changed", row: number });
    if (its !== null) {
      if (seal === null || its.keyId !== seal.keyId) otherKey++;
      else if (seal.of(kept) === its.value) sealed++;
      else faults.push({ kind: "forged", row: number });
    }
    const head = wanted.get(number);
    if (head !== undefined && head.hash !== kept) {
      faults.push({ kind: "other-past", row: number, since: head.exported.utc });
    }
    before = kept;
    last = { number, hash: kept };
  }
  const furthest = heads.reduce<AuditHead | null>(
    (most, head) => (most === null || head.number > most.number ? head : most),
    null,
  );
  const cut = Math.max(everAdded, furthest?.number ?? 0);
  if (cut >= next) {
    const since = furthest !== null && furthest.number >= next ? furthest.exported.utc : "";
    faults.push({ kind: "cut-off", from: next, to: cut, since });
  }
  return { rows, sealed, otherKey, heads: heads.length, faults, last };
}
