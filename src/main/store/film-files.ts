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
} from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { contentHash, type ContentHash } from "../../core/base/ids.ts";
import { layout } from "./library-folder.ts";
import { writeDurably } from "./write-durably.ts";

/** SHA-256 of a film's bytes: its name in the library. */
export const hashOf = (bytes: Uint8Array): ContentHash => contentHash(digest("sha256", bytes, "hex"));

/** Temporary files of this thread so far. */
let drafted = 0;

export interface FilmFile {
  readonly hash: ContentHash;
  readonly bytes: Uint8Array;
}
/** Whether a film's file was written or stood there already; or what the system threw (ENOSPC and others). */
export type KeepOutcome = "written" | "present" | { readonly thrown: unknown };

/** A film's file on its way: beside the films, to be renamed into place. */
interface Draft {
  readonly place: string;
  readonly temporary: string;
  readonly bytes: Uint8Array;
  outcome: KeepOutcome;
}

/** Files of one call that are written at once: the disk does several in little more than the time of one. */
const writesAtOnce = 2;

/**
 * Keeps films' bytes as received, under their hashes. After it resolves they survive a power cut:
 * temporary files beside the films, synced, renamed into place, and the folders synced. Several are
 * written at once while this thread goes on. A file that is there but no
 * longer holds its bytes is replaced. Of a film that could not be kept nothing is left behind.
 * @param session the running workstation's, whose temporary files nobody else removes
 * @returns an outcome for each film, in their order
 */
export async function keepFilms(
  library: string,
  session: string,
  films: readonly FilmFile[],
): Promise<KeepOutcome[]> {
  const drafts = films.map(({ hash, bytes }): Draft => {
    const place = layout.film(library, hash);
    return {
      place,
      // The same film may come several times at once, in this thread and in others.
      temporary: join(layout.incoming(library, session), `${hash}-${threadId}-${++drafted}`),
      bytes,
      outcome: isIntact(place, hash, bytes.length) ? "present" : "written",
    };
  });
  const step = async (work: (draft: Draft) => void | Promise<void>, atOnce = 1): Promise<void> => {
    const waiting = drafts.filter(({ outcome }) => outcome === "written").values();
    const next = async (): Promise<void> => {
      for (const draft of waiting) {
        try {
          await work(draft);
        } catch (thrown) {
          draft.outcome = { thrown };
          rmSync(draft.temporary, { force: true });
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
  };
  mkdirSync(layout.incoming(library, session), { recursive: true, mode: 0o700 });
  await step(({ temporary, bytes }) => writeDurably(temporary, bytes), writesAtOnce);
  const changed = new Set<string>();
  await step(({ place, temporary }) => {
    const folder = dirname(place);
    if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) changed.add(layout.films(library));
    renameSync(temporary, place);
    changed.add(folder);
  });
  for (const folder of changed) await syncFolderSoon(folder);
  return drafts.map(({ outcome }) => outcome);
}

function isIntact(path: string, hash: ContentHash, bytes: number): boolean {
  if (!existsSync(path)) return false;
  return statSync(path).size === bytes && hashOf(readFileSync(path)) === hash;
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

/** The same without holding up this thread. */
async function syncFolderSoon(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
