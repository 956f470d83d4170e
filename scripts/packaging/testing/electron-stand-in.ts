import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The mark before the fuses in Electron's binary (docs/tutorial/fuses.md of Electron). */
const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** Writes a file that holds what a fuse tool looks for in Electron's binary: so many fuses, as Electron 45 is released. */
export function writeFuseFile(file: string, count = 9): void {
  const wire = Buffer.from("1011000110".slice(0, count), "latin1");
  const code = Buffer.alloc(4096, 0x90);
  const bytes = Buffer.concat([code, Buffer.from(sentinel), Buffer.from([1, count]), wire, code]);
  writeFileSync(file, bytes, { mode: 0o755 });
}

/** What electron-builder looks for in Electron's folder for Linux, without Electron. */
export function writeElectronFolder(folder: string): void {
  mkdirSync(join(folder, "resources"), { recursive: true });
  writeFuseFile(join(folder, "electron"));
  for (const name of ["LICENSE", "LICENSES.chromium.html", "version"])
    writeFileSync(join(folder, name), name);
}
