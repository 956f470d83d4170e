import { join } from "node:path";
import type { ContentHash } from "../../core/base/ids.ts";

/** Where things stand in a library's folder. */
export const layout = {
  database: (library: string): string => join(library, "library.sqlite"),
  films: (library: string): string => join(library, "films"),
  /** films/ab/cdef...: by content, so that a film is stored once; 256 folders keep each short. */
  film: (library: string, hash: ContentHash): string =>
    join(library, "films", hash.slice(0, 2), hash.slice(2)),
  /**
   * Film files that are being written. Beside the films, not among them: the same disk, so that the
   * rename is atomic, and one folder to clear after a crash instead of 256.
   */
  incoming: (library: string, session: string): string => join(library, "films", "incoming", session),
  incomingFolder: (library: string): string => join(library, "films", "incoming"),
  /** Imports of one running workstation that have not come to their end. */
  imports: (library: string, session: string): string => join(library, "imports", session),
  importsFolder: (library: string): string => join(library, "imports"),
  /** The watched folder's name and what was imported of it. */
  watch: (library: string): string => join(library, "watch"),
  /** Files that lay among the films and are none of this library. */
  setAside: (library: string): string => join(library, "set-aside"),
  stagingFolder: (library: string): string => join(library, "staging"),
  /** Uploads of one running workstation. */
  staging: (library: string, session: string): string => join(library, "staging", session),
  /** Taken by whoever opens the library, while they do. */
  door: (library: string): string => join(library, "staging", "door.lock"),
  /** Says that this folder is not, or not yet, the library's place: it is being moved here, or was moved away. */
  moved: (library: string): string => join(library, "moved.json"),
} as const;

/** Folders that belong to a library wherever it is; what else is in it belongs to one running workstation. */
export const carriedFolders = ["films", "imports", "watch", "set-aside"] as const;
