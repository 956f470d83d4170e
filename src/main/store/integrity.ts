import type { DatabaseSync } from "node:sqlite";
import type { Log } from "../../core/base/ports.ts";
import { isCorrupt } from "./failures.ts";
import { WorkerCalls } from "./worker-calls.ts";

/**
 * What SQLite says of a whole database, by `integrity_check` and by its rows' references; empty where it is sound.
 * @param most faults of each kind that are named; more say nothing new
 */
export function integrityFaults(database: DatabaseSync, most: number): string[] {
  try {
    const answers = database
      .prepare(`PRAGMA integrity_check(${most})`)
      .all()
      .map((row) => String(Object.values(row)[0]));
    const dangling = database.prepare("PRAGMA foreign_key_check").all().slice(0, most);
    return [
      ...answers.filter((answer) => answer !== "ok"),
      ...dangling.map(
        ({ table, rowid, parent }) => `row ${rowid} of ${table} names what is not in ${parent}`,
      ),
    ];
  } catch (thrown) {
    if (!isCorrupt(thrown)) throw thrown;
    return [String((thrown as Error).message)];
  }
}

/**
 * The same of a database's file, in a thread of its own: of a large library it takes minutes.
 * @param workerPath `integrity-worker`
 * @throws what the system and SQLite throw; WorkerStopped
 */
export async function integrityFaultsOf(
  path: string,
  most: number,
  { workerPath, log }: { readonly workerPath: string; readonly log: Log },
): Promise<string[]> {
  const worker = new WorkerCalls(workerPath, {
    data: { path, most },
    megabytes: 256,
    log: (message) => {
      log.warn(message);
    },
  });
  try {
    // What the other side answers is typed by its interface: both are compiled together.
    return (await worker.call("faults", {})) as string[];
  } finally {
    await worker.end();
  }
}
