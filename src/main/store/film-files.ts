import { hash as digest } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { contentHash, type ContentHash } from "../../core/base/ids.ts";
import { layout } from "./library-folder.ts";

/** SHA-256 of a film's bytes: its name in the library. */
export const hashOf = (bytes: Uint8Array): ContentHash => contentHash(digest("sha256", bytes, "hex"));

/**
 * Keeps a film's bytes as received, under their hash. After it returns they survive a power cut:
 * a temporary file beside the films, synced, renamed into place, and the folders synced. A file
 * that is there but no longer holds these bytes is replaced.
 * @param session the running workstation's, whose temporary files nobody else removes
 * @returns whether the file was written, or stood there already
 * @throws what the system throws (ENOSPC and others); then nothing is left behind
 */
export function keepFilm(
  library: string,
  session: string,
  hash: ContentHash,
  bytes: Uint8Array,
): "written" | "present" {
  const path = layout.film(library, hash);
  if (isIntact(path, hash, bytes.length)) return "present";
  const temporary = join(layout.incoming(library, session), hash);
  try {
    mkdirSync(dirname(temporary), { recursive: true, mode: 0o700 });
    writeDurably(temporary, bytes);
    if (mkdirSync(dirname(path), { recursive: true, mode: 0o700 }) !== undefined) {
      syncFolder(layout.films(library));
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
  return "written";
}

function isIntact(path: string, hash: ContentHash, bytes: number): boolean {
  if (!existsSync(path)) return false;
  return statSync(path).size === bytes && hashOf(readFileSync(path)) === hash;
}

function writeDurably(path: string, bytes: Uint8Array): void {
  // Not "wx": a leftover of this very session (an interrupted write of the same film) is overwritten.
  const file = openSync(path, "w", 0o600);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename in a folder durable; Windows keeps folder entries itself and opens no folder. */
export function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
