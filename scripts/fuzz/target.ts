// The process in which hostile files are opened: it may die, its parent may not.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../src/core/base/errors.ts";
import { jobId } from "../../src/core/base/ids.ts";
import { parseManifest } from "../../src/core/models/parse-manifest.ts";
import { openFilm } from "../../src/main/film/open-film.ts";
import { readIdentityList } from "../../src/main/ingest/identity-csv.ts";
import { ImportJob } from "../../src/main/ingest/import-job.ts";
import { startIngest, type Ingest } from "../../src/main/ingest/ingest.ts";
import { pathItems } from "../../src/main/ingest/path-items.ts";
import { ingestWorkerPath, storeWorkerPath } from "../../src/main/entry-points.ts";
import { openStore } from "../../src/main/store/store.ts";
import { caseMaker, type Case } from "./cases.ts";

const [scratch = ""] = process.argv.slice(2);
const folder = join(scratch, "library");
const outside = join(scratch, "case");
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const make = caseMaker();

let ingest: Promise<Ingest> | null = null;
async function startedIngest(): Promise<Ingest> {
  const store = await openStore({ folder, workerPath: storeWorkerPath(), log });
  return startIngest({ folder, session: store.session, workerPath: ingestWorkerPath(), store, log });
}

/** Imports a file as a person would; what is refused stands in the list, with its code. */
async function imported(name: string, bytes: Uint8Array): Promise<string[]> {
  const used = await (ingest ??= startedIngest());
  rmSync(outside, { recursive: true, force: true });
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, name), bytes);
  const { signal } = new AbortController();
  const clock = { now: () => ({ utc: "2026-11-24T09:30:00.000Z", offset: "+00:00" }) };
  const job = new ImportJob({
    jobId: jobId("fuzz"),
    ingest: used,
    clock,
    log,
    signal,
    report: () => undefined,
  });
  const { state, rejected, failure } = await job.run(pathItems([outside], used.readIndex, signal));
  if (state !== "done") throw new Error(`the import ended with ${state}: ${failure ?? ""}`);
  return rejected.map(({ code }) => code);
}

/** @returns codes of what was refused */
async function open({ kind, bytes }: Case): Promise<string[]> {
  switch (kind) {
    case "film": {
      const film = await openFilm(bytes, { file: "case" });
      // JPEG 2000's smaller copies are decoded on a way of their own, which gives way to the whole frame.
      if (film.attributes.transferSyntaxUid?.startsWith("1.2.840.10008.1.2.4.9") === true)
        await film.decodeFrame(0, 1).catch(() => undefined);
      await film.decodeFrame(0);
      return [];
    }
    case "archive":
      return imported("case.zip", bytes);
    case "disc":
      return imported("DICOMDIR", bytes);
    case "list":
      return readIdentityList(bytes, "films.csv").flatMap(({ identity }) =>
        identity instanceof AppError ? [identity.code] : [],
      );
    case "manifest": {
      let json: unknown;
      try {
        json = JSON.parse(new TextDecoder().decode(bytes));
      } catch {
        return ["model/manifest-invalid"];
      }
      parseManifest(json, "case");
      return [];
    }
  }
}

process.on("message", (number: number) => {
  const made = make(number);
  const before = process.cpuUsage();
  const answer = (said: { codes: string[] } | { fault: string }): void => {
    const { user, system } = process.cpuUsage(before);
    process.send?.({
      number,
      kind: made.kind,
      seed: made.seed,
      cpuMs: (user + system) / 1000,
      rss: process.memoryUsage.rss(),
      ...said,
    });
  };
  open(made).then(
    (codes) => answer({ codes }),
    (thrown: unknown) => {
      if (thrown instanceof AppError) answer({ codes: [thrown.code] });
      else answer({ fault: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
    },
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
