import { createHash } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../../../core/base/errors.ts";
import { systemCode } from "../failures.ts";
import { digestOf } from "../file-digest.ts";
import { syncFolder } from "../film-files.ts";
import { carriedFolders } from "../library-folder.ts";

const pieceBytes = 1 << 20;
/** Files on their way at once: while one is synced others are read. */
const atOnce = 4;

/** A file of a library by its path in it, and what changes with its bytes. */
interface Found {
  readonly path: string;
  readonly size: number;
  readonly look: string;
}

export interface CopyOptions {
  readonly signal: AbortSignal;
  /** Bytes that are at the new place and read back, and bytes of all files. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * A library's files at another place, in as many passes as it takes: the first may run while workstations use the
 * library, the last one when nobody does. Each pass copies what is new or another, and removes what is gone.
 */
export class LibraryCopy {
  readonly #from: string;
  readonly #to: string;
  /** What was copied and read back, by its path. */
  readonly #copied = new Map<string, Found>();
  readonly #unreadable = new Set<string>();

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  /** Files that the old disk cannot read any more: they are not at the new place. */
  get unreadable(): readonly string[] {
    return [...this.#unreadable];
  }

  /**
   * @param inUse workstations have the library open: only films are copied, and one that is deleted meanwhile is no fault
   * @throws AppError move/link, move/not-identical; job/cancelled on `signal`; what the system throws
   */
  async pass(inUse: boolean, { signal, onProgress }: CopyOptions): Promise<void> {
    const files = await this.#files(inUse, signal);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const there = new Set(files.map(({ path }) => path));
    for (const path of this.#copied.keys()) {
      if (there.has(path)) continue;
      await rm(join(this.#to, path), { force: true });
      this.#copied.delete(path);
    }
    let done = 0;
    const waiting = files.values();
    const next = async (): Promise<void> => {
      for (const file of waiting) {
        if (signal.aborted) throw new AppError("job/cancelled");
        if (this.#copied.get(file.path)?.look !== file.look) await this.#copy(file, inUse, signal);
        done += file.size;
        onProgress(done, total);
      }
    };
    // All of them come to rest before a failure is told: nobody writes behind whoever removes the copy.
    const ends = await Promise.allSettled(Array.from({ length: atOnce }, next));
    const failed = ends.find((end) => end.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  /** Bytes of all that is to be at the new place, without the database. */
  async bytes(signal: AbortSignal): Promise<number> {
    return (await this.#files(false, signal)).reduce((sum, { size }) => sum + size, 0);
  }

  /** Makes the names of all copied files durable; their bytes are. */
  syncFolders(): void {
    const folders = new Set([this.#to]);
    for (const path of this.#copied.keys())
      for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
        folders.add(join(this.#to, folder));
    for (const folder of folders) syncFolder(folder);
  }

  async #files(inUse: boolean, signal: AbortSignal): Promise<Found[]> {
    const files: Found[] = [];
    const walk = async (folder: string): Promise<void> => {
      if (signal.aborted) throw new AppError("job/cancelled");
      for (const entry of await readdir(join(this.#from, folder), { withFileTypes: true })) {
        const path = join(folder, entry.name);
        // Half-written films are of the workstation that writes them.
        if (path === join("films", "incoming")) continue;
        if (entry.isDirectory()) await walk(path);
        else if (!entry.isFile()) throw new AppError("move/link", { file: join(this.#from, path) });
        else {
          const found = await stat(join(this.#from, path)).catch(ignoreGone);
          if (found !== null)
            files.push({ path, size: found.size, look: `${found.size} ${found.mtimeMs} ${found.ino}` });
        }
      }
    };
    const here = await readdir(this.#from, { withFileTypes: true });
    for (const folder of carriedFolders) {
      const entry = here.find(({ name }) => name === folder);
      if (entry === undefined || (inUse && folder !== "films")) continue;
      if (!entry.isDirectory()) throw new AppError("move/link", { file: join(this.#from, folder) });
      await walk(folder);
    }
    return files;
  }

  /** Copies a file, syncs it and holds what can be read back to what was read. */
  async #copy(file: Found, inUse: boolean, signal: AbortSignal): Promise<void> {
    const place = join(this.#to, file.path);
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    const source = await open(join(this.#from, file.path), "r").catch((thrown: unknown) => {
      if (inUse && systemCode(thrown) === "ENOENT") return null;
      throw thrown;
    });
    if (source === null) return;
    const digest = createHash("sha256");
    try {
      const target = await open(place, "w", 0o600);
      try {
        const piece = Buffer.alloc(Math.min(pieceBytes, Math.max(1, file.size)));
        for (;;) {
          if (signal.aborted) throw new AppError("job/cancelled");
          const bytesRead = await this.#read(source, piece, file);
          if (bytesRead === null) break;
          const bytes = piece.subarray(0, bytesRead);
          digest.update(bytes);
          for (let at = 0; at < bytesRead;)
            at += (await target.write(bytes, at, bytesRead - at)).bytesWritten;
        }
        await target.datasync();
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
    if (this.#unreadable.has(file.path)) return rm(place, { force: true });
    if ((await digestOf(place)) !== digest.digest("hex"))
      throw new AppError("move/not-identical", { file: place });
    this.#copied.set(file.path, file);
  }

  /** The next bytes; null at the end, also where the disk cannot read on. */
  async #read(source: Awaited<ReturnType<typeof open>>, piece: Buffer, file: Found): Promise<number | null> {
    try {
      const { bytesRead } = await source.read(piece, 0, piece.length, null);
      return bytesRead === 0 ? null : bytesRead;
    } catch (thrown) {
      if (systemCode(thrown) !== "EIO") throw thrown;
      this.#unreadable.add(file.path);
      return null;
    }
  }
}

function ignoreGone(thrown: unknown): null {
  if (systemCode(thrown) !== "ENOENT") throw thrown;
  return null;
}
