import { randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const bytes = 32;
/** Looks at a key that another program, which started at the same time, may be writing; 50 ms between two. */
const looks = 40;

/**
 * The key that seals the audit record, in a file of its own that only this user can read; made where
 * there is none. It lies with the program's state and never in a library, so that whoever has a
 * library cannot seal a record of their own making.
 */
export async function auditKeyFile(stateFolder: string): Promise<Uint8Array> {
  const path = join(stateFolder, "audit.key");
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.write(randomBytes(bytes));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  let key = await readFile(path);
  for (let look = 1; key.length < bytes && look < looks; look++) {
    await setTimeout(50);
    key = await readFile(path);
  }
  if (key.length !== bytes) throw new Error(`${path} is not a key of ${bytes} bytes`);
  return new Uint8Array(key);
}
