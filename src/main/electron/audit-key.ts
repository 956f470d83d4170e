import { safeStorage } from "electron";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { auditKeyFile } from "../shell/audit-key.ts";

/**
 * The key that seals the audit record, kept by the operating system (keychain, DPAPI, secret service)
 * where it can: on the disk lies only what it encrypted. On Linux without a secret service Electron's
 * "basic_text" is no secret at all, and a file of this user's does as much.
 */
export async function auditKey(stateFolder: string): Promise<Uint8Array> {
  const plain = process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text";
  if (plain || !safeStorage.isEncryptionAvailable()) return auditKeyFile(stateFolder);
  const path = join(stateFolder, "audit.key.sealed");
  try {
    return new Uint8Array(Buffer.from(safeStorage.decryptString(await readFile(path)), "base64"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const key = randomBytes(32);
  await writeFile(path, safeStorage.encryptString(key.toString("base64")), { mode: 0o600, flag: "wx" });
  return new Uint8Array(key);
}
