import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../core/base/ports.ts";
import { backendId } from "../../core/models/backend.ts";
import { backendTrial } from "../../core/models/choose-backend.ts";

const file = "backends.json";

/** What was measured on this machine, and what the user wishes. */
const backendRecord = z.object({
  schema: z.literal(1),
  /** The machine that was measured. */
  fingerprint: z.string(),
  /** When, in UTC. */
  measuredAt: z.string(),
  trials: z.array(backendTrial),
  forced: backendId.nullable(),
});
export type BackendRecord = z.output<typeof backendRecord>;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";

/** The record in the user's folder; null where there is none, or none that can be used: it is measured anew then. */
export async function readBackendRecord(folder: string, log: Log): Promise<BackendRecord | null> {
  try {
    return backendRecord.parse(JSON.parse(await readFile(join(folder, file), "utf8")));
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT") log.warn(`${file} cannot be used and is made anew: ${String(thrown)}`);
    return null;
  }
}

/** Replaces the record as a whole, or leaves it as it was. */
export async function writeBackendRecord(folder: string, record: BackendRecord): Promise<void> {
  const fresh = join(folder, `${file}.${process.pid}`);
  try {
    await writeFile(fresh, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
    await rename(fresh, join(folder, file));
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw thrown;
  }
}
