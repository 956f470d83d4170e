import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../../core/base/ports.ts";
import { pastCases, type PastCases } from "../../core/second-read/past-cases.ts";

/** Beside the networks' folders; written by `npm run past-cases`. */
const file = "past-cases.json";
const sizeLimit = 1 << 20;

/**
 * The counts of the first folder that has them. Null where there are none, or none that are valid: then
 * nothing is said of past cases, and the log says why.
 */
export async function readPastCases(folders: readonly string[], log: Log): Promise<PastCases | null> {
  for (const folder of folders) {
    const path = join(folder, file);
    try {
      if ((await stat(path)).size > sizeLimit) throw new RangeError("it is too long");
      return pastCases.parse(JSON.parse(await readFile(path, "utf8")));
    } catch (error) {
      const absent = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!absent) log.error(`${path} was not used: it is not valid`, error);
    }
  }
  return null;
}
