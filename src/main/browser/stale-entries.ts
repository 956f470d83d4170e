import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** One file a program: a second Overread of this user does not overwrite the first one's. */
export const entryFileName = (pid: number): string => `enter-${pid}.html`;

/** Removes the entry files of programs that were killed; their codes let nobody in any more. */
export async function removeStaleEntries(stateFolder: string): Promise<void> {
  for (const name of await readdir(stateFolder)) {
    const pid = /^enter-(\d+)\.html$/.exec(name)?.[1];
    if (pid !== undefined && !runs(Number(pid))) await rm(join(stateFolder, name), { force: true });
  }
}

/** Whether a process of this number runs; that of another user counts. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
