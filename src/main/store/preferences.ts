import { z } from "zod";
import type { ReaderId } from "../../core/base/ids.ts";
import { json } from "./rows.ts";
import type { Statements } from "./statements.ts";

/**
 * What a reader has chosen for themselves under a name; null where nothing. A taste, not an act on a
 * study, so the audit record does not hold it.
 */
export const preferenceOf = <Value>(
  statements: Statements,
  reader: ReaderId,
  name: string,
  schema: z.ZodType<Value>,
): Value | null =>
  statements.get(
    name,
    "SELECT value FROM reader_preferences WHERE reader_id = :reader AND name = :name",
    z.object({ value: json(schema) }),
    { reader, name },
  )?.value ?? null;

/** Keeps it, or with null forgets it; part of the caller's transaction. */
export function keepPreference(statements: Statements, reader: ReaderId, name: string, value: unknown): void {
  statements.run(
    `${name}.forget`,
    "DELETE FROM reader_preferences WHERE reader_id = :reader AND name = :name",
    { reader, name },
  );
  if (value === null) return;
  statements.run(
    `${name}.keep`,
    "INSERT INTO reader_preferences (reader_id, name, value) VALUES (:reader, :name, :value)",
    { reader, name, value: JSON.stringify(value) },
  );
}
