// Studies imported, read, flagged and exported through the served workstation's own interface, in one run.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../src/core/base/errors.ts";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom, type Phantom } from "../src/core/phantom/draw.ts";
import { overread } from "../src/main/cli/testing/overread.ts";
import { layout } from "../src/main/store/library-folder.ts";
import type { Sample } from "./flatness.ts";
import { SoakWindow } from "./soak-window.ts";

/** What had been done after a batch of studies. */
export interface Checkpoint extends Sample {
  readonly flagged: number;
  /** Seconds since the start. */
  readonly seconds: number;
}

export interface SoakOptions {
  /** An empty folder to work in. */
  readonly folder: string;
  readonly studies: number;
  readonly signal: AbortSignal;
  /** Told after each batch. */
  readonly onBatch: (done: Checkpoint) => void;
  /** Told the number of the workstation's process. */
  readonly onStart?: (pid: number) => void;
}

export interface SoakFigures {
  readonly imported: number;
  readonly read: number;
  readonly flagged: number;
  readonly exported: number;
  readonly panels: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** What does not hold at the end; empty where nothing was lost. */
  readonly faults: readonly string[];
}

/** Different pictures, so that the networks answer differently. */
const pictures = 8;
/** The department's limit in this run: low enough that some phantoms are possible misses. */
const missFrom = 0.3;
const findings = ["pneumonia", "no-pneumonia", "cannot-say"] as const;
const uidOf = (number: number): string => `1.2.826.0.1.${number}`;

const drawn = Array.from({ length: pictures }, (_, index) =>
  drawPhantom({ seed: index + 1, rows: 224, columns: 248, bits: 8 }),
);

function filmOf(number: number): Uint8Array<ArrayBuffer> {
  const override = {
    StudyInstanceUID: uidOf(number),
    SeriesInstanceUID: `${uidOf(number)}.1`,
    SOPInstanceUID: `${uidOf(number)}.1.1`,
    PatientID: `SOAK-${number}`,
  };
  return new Uint8Array(phantomDicom(drawn[number % pictures] as Phantom, { override }));
}

/** A served workstation, and how it ended. */
class Served {
  readonly child: ChildProcess;
  /** Resolves at its end to the words for it. */
  readonly ended: Promise<string>;
  #said = "";

  constructor(home: string) {
    const script = join(import.meta.dirname, "soak-workstation.ts");
    this.child = spawn(process.execPath, [script, home], { stdio: ["ignore", "ignore", "pipe"] });
    this.child.stderr?.on("data", (chunk: Buffer) => (this.#said += chunk.toString("utf8")));
    this.ended = once(this.child, "close").then(([code, signal]: unknown[]) => {
      return `the workstation ended with ${String(signal ?? code)}: ${this.#said.slice(-4000)}`;
    });
  }

  /** Its address and its entry file, once it serves. */
  async open(): Promise<SoakWindow> {
    for (;;) {
      const [, address, entryFile] = /serving on (\S+)\n.*open (.+enter-\d+\.html)/.exec(this.#said) ?? [];
      if (address !== undefined && entryFile !== undefined) return SoakWindow.enter(entryFile, address);
      await Promise.race([once(this.child.stderr ?? this.child, "data"), this.#early()]);
    }
  }

  /** Rejects when it ends, for as long as it should not. */
  async #early(): Promise<never> {
    throw new Error(await this.ended);
  }

  /**
   * Waits for work, but no longer than the workstation lives and the window hears it.
   * @throws Error how the workstation ended
   */
  async during<Value>(window: SoakWindow, work: Promise<Value>): Promise<Value> {
    try {
      return await Promise.race([work, window.lost, this.#early()]);
    } catch (error) {
      // A request that broke off says less than the end that broke it.
      const end = await Promise.race([this.ended, new Promise<null>((next) => setTimeout(next, 1000, null))]);
      throw end === null ? error : new Error(end, { cause: error });
    }
  }

  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    await this.ended;
  }
}

const residentMemory = (pid: number | string): number =>
  1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

function sample(pid: number, studies: number): Sample {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return {
      studies,
      memory: residentMemory(pid),
      networks: Math.max(...children.map(residentMemory)),
      handles: readdirSync(`/proc/${pid}/fd`).length,
    };
  } catch {
    return { studies, memory: null, networks: null, handles: null };
  }
}

/** Waits until every film that came in has been answered by the networks. */
async function answered(window: SoakWindow, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await window.ask("worklist.list", {
      filter: { panel: "pending" },
      limit: 1,
    });
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Opens a study, looks at its film, reads it, looks at the panel and exports the film; as a reader would.
 * @returns whether the read is to be flagged, by the panel that was shown
 */
async function readStudy(window: SoakWindow, number: number): Promise<boolean> {
  const studyUid = uidOf(number);
  const { films } = await window.ask("study.open", { studyUid });
  const [film] = films;
  if (films.length !== 1 || film === undefined) throw new Error(`${studyUid} has ${films.length} films`);
  const { pixels } = await window.ask("film.pixels", { filmId: film.filmId });
  if ((pixels.colour ? pixels.rgb : pixels.stored).length === 0) throw new Error(`${studyUid} has no pixels`);
  const finding = findings[number % findings.length] ?? "cannot-say";
  await window.ask("read.commit", { studyUid, draft: { finding, confidence: null, note: `soak ${number}` } });
  const panel = await window.ask("panel.get", { studyUid });
  if (panel.sealed) throw new Error(`the panel of ${studyUid} stays sealed`);
  const { bytes } = await window.ask("export.dicom", { filmId: film.filmId });
  if (bytes.length === 0) throw new Error(`${studyUid} was exported empty`);
  const probability = panel.films[0]?.agreement?.probability ?? null;
  if (probability === null) return false;
  return finding === "cannot-say" || (finding === "no-pneumonia" && probability >= missFrom);
}

/** How many entries of each action are in the audit record. */
function recorded(library: string): Map<string, number> {
  const database = new DatabaseSync(layout.database(library), { readOnly: true });
  try {
    const rows = database.prepare("SELECT action, count(*) AS n FROM audit GROUP BY action").all();
    return new Map(rows.map(({ action, n }) => [String(action), Number(n)]));
  } finally {
    database.close();
  }
}

/** The run itself, in a window; faults are told to `must`. */
async function studiesThrough(
  window: SoakWindow,
  { studies, signal }: SoakOptions,
  onBatch: (studies: number, flagged: number) => void,
  must: (holds: boolean, what: string) => void,
): Promise<Pick<SoakFigures, "imported" | "read" | "flagged" | "panels">> {
  const { rules } = await window.ask("rules.get", {});
  await window.ask("rules.set", {
    rules: { ...rules, flags: { ...rules.flags, missFrom, overcallBelow: null } },
  });
  const batch = Math.max(1, Math.min(50, Math.ceil(studies / 10)));
  let [imported, toBeFlagged] = [0, 0];
  const bring = async (first: number): Promise<void> => {
    const films = new Map<string, Uint8Array<ArrayBuffer>>();
    for (let number = first; number <= Math.min(studies, first + batch - 1); number++)
      films.set(`soak-${number}.dcm`, filmOf(number));
    if (films.size === 0) return;
    const progress = await window.importFilms(films);
    imported += progress.imported;
    must(
      progress.imported === films.size,
      `${films.size - progress.imported} films of one import are missing`,
    );
  };
  await bring(1);
  for (let first = 1; first <= studies; first += batch) {
    const last = Math.min(studies, first + batch - 1);
    await answered(window, signal);
    // As on a working day: the next films come in and are answered while these are read.
    const next = bring(last + 1);
    next.catch(() => undefined);
    for (let number = first; number <= last; number++) {
      signal.throwIfAborted();
      if (await readStudy(window, number)) toBeFlagged++;
    }
    await next;
    onBatch(last, toBeFlagged);
  }
  const counts = await window.ask("worklist.counts", {});
  must(counts.all === studies, `the list has ${counts.all} of ${studies} studies`);
  must(counts.flagged === toBeFlagged, `${counts.flagged} reads are flagged, ${toBeFlagged} should be`);
  const panels: Record<string, number> = {};
  const listed = new Set<string>();
  let read = 0;
  for (let offset = 0; offset < counts.all; offset += 1000) {
    const { rows } = await window.ask("worklist.list", { offset, limit: 1000 });
    for (const row of rows) {
      listed.add(row.studyUid);
      if (row.read === "committed") read++;
      panels[row.panel] = (panels[row.panel] ?? 0) + 1;
    }
  }
  for (let number = 1; number <= studies; number++)
    must(listed.has(uidOf(number)), `study ${uidOf(number)} is not in the list`);
  must(read === studies, `${read} of ${studies} studies are read`);
  return { imported, read, flagged: counts.flagged, panels };
}

/**
 * Imports, reads, flags and exports studies, and holds the library to them at the end.
 * @throws AppError job/cancelled on `signal`; Error where a step fails or the workstation ends
 */
export async function soak(options: SoakOptions): Promise<SoakFigures> {
  const { folder, studies, signal, onBatch, onStart } = options;
  if (signal.aborted) throw new AppError("job/cancelled");
  const library = join(folder, "library");
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const faults: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  const served = new Served(folder);
  let window: SoakWindow | null = null;
  try {
    const pid = served.child.pid ?? 0;
    onStart?.(pid);
    window = await served.open();
    const told = (done: number, flagged: number): void => {
      onBatch({ ...sample(pid, done), flagged, seconds: seconds() });
    };
    const figures = await served.during(window, studiesThrough(window, options, told, must));
    window.close();
    await served.stop();
    must(served.child.exitCode === 0, await served.ended);
    const actions = recorded(library);
    for (const action of ["read.commit", "export.dicom", "panel.reveal"])
      must(
        actions.get(action) === studies,
        `the record has ${actions.get(action) ?? 0} of ${studies} ${action}`,
      );
    for (const command of [["check"], ["audit", "verify"]]) {
      const run = await overread([...command, "--library", library], { home: folder });
      must(run.code === 0, `overread ${command.join(" ")} says: ${run.stderr}${run.stdout}`);
    }
    const exported = actions.get("export.dicom") ?? 0;
    return { ...figures, exported, seconds: seconds(), faults };
  } catch (error) {
    if (signal.aborted) throw new AppError("job/cancelled");
    throw error;
  } finally {
    window?.close();
    await served.stop();
  }
}
