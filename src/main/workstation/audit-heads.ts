import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asAppError } from "../../core/base/errors.ts";
import { auditHead, type AuditHead } from "../../core/second-read/audit-chain.ts";
import type { Clock, Log } from "../../core/base/ports.ts";
import type { StudyStore } from "../../core/studies/study-store.ts";

/** What an exported head's file is called; `audit verify` finds it by that. */
export const headName = (library: string, day: string): string => `audit-head-${library}-${day}.json`;
const pattern = /^audit-head-[0-9a-f-]{36}-\d{4}-\d{2}-\d{2}\.json$/;

/** The heads that were exported to a folder; files that are none are told to the log and left out. */
export async function exportedHeads(folder: string, log: Log): Promise<AuditHead[]> {
  const names = await readdir(folder).catch(() => []);
  const heads: AuditHead[] = [];
  for (const file of names.filter((one) => pattern.test(one)).sort()) {
    try {
      heads.push(auditHead.parse(JSON.parse(await readFile(join(folder, file), "utf8"))));
    } catch (error) {
      log.error(`${join(folder, file)} is not an exported head`, error);
    }
  }
  return heads;
}

/**
 * Writes the end of the audit record outside the library, one file a day; the last one of a day stands.
 * @returns how to stop
 */
export function exportHeadsDaily(
  folder: string,
  { store, clock, log }: { readonly store: StudyStore; readonly clock: Clock; readonly log: Log },
): () => Promise<void> {
  const write = async (): Promise<void> => {
    const at = clock.now();
    const head = await store.read.auditHead({});
    if (head.number === 0) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, headName(head.library, at.utc.slice(0, 10)));
    const text = `${JSON.stringify({ ...head, exported: at } satisfies AuditHead)}\n`;
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const tried = (): Promise<void> =>
    write().catch((error: unknown) => {
      log.error("the audit record's head was not exported", asAppError(error, "app/fault").cause ?? error);
    });
  let running = tried();
  const timer = setInterval(() => {
    running = running.then(tried);
  }, 3_600_000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
    await tried();
  };
}
