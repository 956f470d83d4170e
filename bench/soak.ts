// Studies imported, read, flagged and exported through the served workstation's own interface, in one run.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  isUnderWay,
  type AppEvent,
  type ImportProgress,
  type Payload,
  type RequestName,
  type Result,
  type WireReply,
} from "../src/core/api.ts";
import { AppError, fromWire } from "../src/core/base/errors.ts";
import { decodeWire } from "../src/core/base/wire.ts";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom, type Phantom } from "../src/core/phantom/draw.ts";
import { overread } from "../src/main/cli/testing/overread.ts";
import { layout } from "../src/main/store/library-folder.ts";

export interface SoakOptions {
  /** An empty folder to work in. */
  readonly folder: string;
  readonly studies: number;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** The main process after so many studies; null where the system has no /proc. */
export interface Sample {
  readonly studies: number;
  /** Resident memory, bytes. */
  readonly memory: number | null;
  /** Open file handles. */
  readonly handles: number | null;
}

export interface SoakFigures {
  readonly imported: number;
  readonly read: number;
  readonly flagged: number;
  readonly exported: number;
  readonly panels: Readonly<Record<string, number>>;
  readonly samples: readonly Sample[];
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

/** The interface of a served workstation, as the browser's window uses it. */
class Interface {
  readonly #address: string;
  readonly #headers: Record<string, string>;
  readonly #stop = new AbortController();
  readonly #imports = new Map<string, ImportProgress>();
  #wake: () => void = () => undefined;

  private constructor(address: string, token: string) {
    this.#address = address;
    this.#headers = { "x-overread-token": token };
  }

  static async enter(entryFile: string, address: string): Promise<Interface> {
    const code = /value="([^"]+)"/.exec(readFileSync(entryFile, "utf8"))?.[1] ?? "";
    const page = await fetch(`${address}/enter`, { method: "POST", body: new URLSearchParams({ code }) });
    const token = /content="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    const entered = new Interface(address, token);
    void entered.#listen();
    return entered;
  }

  async ask<Name extends RequestName>(name: Name, payload: Payload<Name>): Promise<Result<Name>> {
    const response = await fetch(`${this.#address}/api/request`, {
      method: "POST",
      headers: { ...this.#headers, "content-type": "application/json" },
      body: JSON.stringify({ name, payload }),
    });
    const reply = decodeWire(new Uint8Array(await response.arrayBuffer())) as WireReply;
    if (!reply.ok) throw fromWire(reply.error);
    return reply.value as Result<Name>;
  }

  /** Hands films over as files and imports them. */
  async importFilms(films: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): Promise<ImportProgress> {
    const begun = await fetch(`${this.#address}/api/uploads`, { method: "POST", headers: this.#headers });
    const { uploadId } = (await begun.json()) as { uploadId: string };
    for (const [name, body] of films) {
      const place = `${this.#address}/api/uploads/${uploadId}?path=${encodeURIComponent(name)}`;
      const { status } = await fetch(place, { method: "PUT", headers: this.#headers, body });
      if (status !== 200) throw new Error(`an upload was answered ${status}`);
    }
    const { jobId } = await this.ask("import.start", { source: { kind: "upload", uploadId } });
    for (;;) {
      const progress = this.#imports.get(jobId);
      if (progress !== undefined && !isUnderWay(progress)) {
        this.#imports.delete(jobId);
        return progress;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): void {
    this.#stop.abort();
  }

  async #listen(): Promise<void> {
    try {
      const { body } = await fetch(`${this.#address}/api/events`, {
        headers: this.#headers,
        signal: this.#stop.signal,
      });
      let rest = "";
      for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines.filter((one) => one !== "")) this.#take(JSON.parse(line) as AppEvent);
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }

  #take(event: AppEvent): void {
    if (event.name !== "import.progress") return;
    this.#imports.set(event.progress.jobId, event.progress);
    this.#wake();
  }
}

async function start(home: string): Promise<{ child: ChildProcess; window: Interface; said: () => string }> {
  const script = join(import.meta.dirname, "soak-workstation.ts");
  const child = spawn(process.execPath, [script, home], { stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  const [address, entryFile] = await new Promise<[string, string]>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const found = /serving on (\S+)\n.*open (.+enter-\d+\.html)/.exec(text);
      if (found !== null) resolve([found[1] ?? "", found[2] ?? ""]);
    });
    child.on("exit", (code) => {
      reject(new Error(`the workstation ended with ${code ?? "a signal"}: ${text}`));
    });
  });
  return { child, window: await Interface.enter(entryFile, address), said: () => text };
}

function sample(pid: number, studies: number): Sample {
  try {
    const kibibytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    return { studies, memory: kibibytes * 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { studies, memory: null, handles: null };
  }
}

/** Waits until every film that came in has been answered by the networks. */
async function answered(window: Interface, signal: AbortSignal): Promise<void> {
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
async function readStudy(window: Interface, number: number): Promise<boolean> {
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

/**
 * Imports, reads, flags and exports studies, and holds the library to them at the end.
 * @throws AppError job/cancelled on `signal`; Error where a step fails
 */
export async function soak({ folder, studies, signal, tell }: SoakOptions): Promise<SoakFigures> {
  if (signal.aborted) throw new AppError("job/cancelled");
  const library = join(folder, "library");
  const { child, window, said } = await start(folder);
  const ended = once(child, "exit");
  const began = performance.now();
  const batch = Math.max(1, Math.min(50, Math.ceil(studies / 10)));
  const samples: Sample[] = [];
  const faults: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  let [imported, toBeFlagged] = [0, 0];
  try {
    const { rules } = await window.ask("rules.get", {});
    await window.ask("rules.set", {
      rules: { ...rules, flags: { ...rules.flags, missFrom, overcallBelow: null } },
    });
    for (let first = 1; first <= studies; first += batch) {
      const last = Math.min(studies, first + batch - 1);
      const films = new Map<string, Uint8Array<ArrayBuffer>>();
      for (let number = first; number <= last; number++) films.set(`soak-${number}.dcm`, filmOf(number));
      const progress = await window.importFilms(films);
      imported += progress.imported;
      must(
        progress.imported === films.size,
        `${films.size - progress.imported} films of one import are missing`,
      );
      await answered(window, signal);
      for (let number = first; number <= last; number++) {
        signal.throwIfAborted();
        if (await readStudy(window, number)) toBeFlagged++;
      }
      const now = sample(child.pid ?? 0, last);
      samples.push(now);
      const memory = now.memory === null ? "?" : `${(now.memory / 2 ** 20).toFixed(0)} MiB`;
      tell(`${last} of ${studies} studies: ${memory}, ${now.handles ?? "?"} file handles`);
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
    window.close();
    child.kill("SIGTERM");
    const [code] = (await ended) as [number | null];
    must(code === 0, `the workstation ended with ${code ?? "a signal"}: ${said()}`);
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
    const seconds = (performance.now() - began) / 1000;
    return { imported, read, flagged: counts.flagged, exported, panels, samples, seconds, faults };
  } catch (error) {
    if (signal.aborted) throw new AppError("job/cancelled");
    throw error;
  } finally {
    window.close();
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
  }
}

/** The middle value of some numbers. */
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

export interface Flatness {
  readonly memory: { readonly early: number; readonly late: number; readonly flat: boolean };
  readonly handles: { readonly early: number; readonly late: number; readonly flat: boolean };
}

/** Bytes that a working set may move without growing. */
const noise = 48 * 2 ** 20;
const handleNoise = 4;

/**
 * Compares the second fifth of the samples, when everything has been used once, with the last one, by their
 * medians. Memory may grow by a tenth or 48 MiB, handles by four.
 * @returns null where nothing was measured
 */
export function flatness(samples: readonly Sample[]): Flatness | null {
  const fifth = Math.max(1, Math.floor(samples.length / 5));
  const compare = (of: (one: Sample) => number | null, allowed: (early: number) => number) => {
    const values = samples.map(of).filter((value) => value !== null);
    if (values.length < 2) return null;
    const early = median(values.slice(fifth, 2 * fifth));
    const late = median(values.slice(-fifth));
    return { early, late, flat: late <= early + allowed(early) };
  };
  const memory = compare(
    ({ memory }) => memory,
    (early) => Math.max(noise, early / 10),
  );
  const handles = compare(
    ({ handles }) => handles,
    () => handleNoise,
  );
  return memory === null || handles === null ? null : { memory, handles };
}
