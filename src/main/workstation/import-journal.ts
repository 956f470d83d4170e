import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { importProgress } from "../../core/api.ts";
import type { JobId } from "../../core/base/ids.ts";
import type { Log } from "../../core/base/ports.ts";
import { libraryFailure } from "../store/failures.ts";
import { syncFolder } from "../store/film-files.ts";
import { layout } from "../store/library-folder.ts";
import { isHeld } from "../store/session.ts";

/** A file that a window handed over: under its number, or refused at once. */
export const stagedFile = z.object({
  path: z.string(),
  number: z.int().positive().nullable(),
  error: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type StagedFile = z.output<typeof stagedFile>;

/** What an import is made of, so that it can be begun again. */
export const savedSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paths"), paths: z.array(z.string()) }),
  z.object({ kind: z.literal("upload"), files: z.array(stagedFile) }),
]);
export type SavedSource = z.output<typeof savedSource>;

const savedJob = z.object({ version: z.literal(1), source: savedSource, progress: importProgress });
export type SavedJob = Omit<z.output<typeof savedJob>, "version">;

/**
 * Imports that have not come to their end, in the library: a folder for each, with what it is made of and
 * how far it came, and the files that a window handed over. It belongs to a running workstation; when that
 * has ended, however it ended, the next one takes it over.
 */
export class ImportJournal {
  readonly #library: string;
  readonly #session: string;
  readonly #log: Log;

  constructor(library: string, session: string, log: Log) {
    this.#library = library;
    this.#session = session;
    this.#log = log;
  }

  /** Where the handed over files of an import are. */
  files(jobId: JobId): string {
    return join(this.#folder(jobId), "files");
  }

  /**
   * Writes an import down before it is begun.
   * @param staged folder of its handed over files, which becomes the journal's
   * @throws AppError library/disk-full, library/not-writable; what is there of it goes with the next start
   */
  begin(jobId: JobId, job: SavedJob, staged: string | null): void {
    try {
      mkdirSync(this.#folder(jobId), { recursive: true, mode: 0o700 });
      if (staged !== null) renameSync(staged, this.files(jobId));
      this.write(jobId, job);
    } catch (thrown) {
      throw libraryFailure(thrown, this.#library);
    }
  }

  /** Durable: after it returns the next start knows. */
  write(jobId: JobId, job: SavedJob): void {
    const folder = this.#folder(jobId);
    const temporary = join(folder, "job.json.new");
    const file = openSync(temporary, "w", 0o600);
    try {
      writeSync(file, JSON.stringify({ version: 1, ...job }));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, join(folder, "job.json"));
    syncFolder(folder);
  }

  remove(jobId: JobId): void {
    rmSync(this.#folder(jobId), { recursive: true, force: true });
  }

  /** Takes over what workstations that are gone left behind. */
  takeOver(): Map<JobId, SavedJob> {
    const found = new Map<JobId, SavedJob>();
    const parent = layout.importsFolder(this.#library);
    for (const session of foldersIn(parent)) {
      if (session === this.#session || isHeld(this.#library, session)) continue;
      for (const name of foldersIn(join(parent, session))) {
        const jobId = name as JobId;
        try {
          mkdirSync(layout.imports(this.#library, this.#session), { recursive: true, mode: 0o700 });
          // One of several workstations that start at once gets it.
          renameSync(join(parent, session, name), this.#folder(jobId));
          found.set(
            jobId,
            savedJob.parse(JSON.parse(readFileSync(join(this.#folder(jobId), "job.json"), "utf8"))),
          );
        } catch (error) {
          // Cut off before it was written down: nobody was told of it.
          this.#log.error(`import ${name} of an earlier run cannot be taken over`, error);
          this.remove(jobId);
        }
      }
      removeEmpty(join(parent, session));
    }
    return found;
  }

  /** At the end of the workstation: what is left is the next one's. */
  close(): void {
    removeEmpty(layout.imports(this.#library, this.#session));
  }

  #folder(jobId: JobId): string {
    return join(layout.imports(this.#library, this.#session), jobId);
  }
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Something is in it, or it is not there.
  }
}
