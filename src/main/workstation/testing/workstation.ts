import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  isUnderWay,
  type Api,
  type AppEvent,
  type ImportProgress,
  type RequestName,
  type Result,
} from "../../../core/api.ts";
import type { PanelRule } from "../../../core/agreement/panel-rule.ts";
import { AppError, fromWire } from "../../../core/base/errors.ts";
import { modelId } from "../../../core/base/ids.ts";
import type { ModelManifest } from "../../../core/models/manifest.ts";
import type { FilmReading } from "../../../core/models/reading.ts";
import { at, keptLog, reader, temporaryFolder } from "../../store/testing/library.ts";
import { createWorkstation, type Workstation, type WorkstationOptions } from "../../workstation.ts";
import { dispatch } from "../dispatch.ts";
import type { ProvingEngine, StartEngine } from "../lazy-engine.ts";

/** Values that stand nowhere but in an answer, so that they can be looked for in a message. */
export const secret = {
  probability: 0.8137,
  threshold: 0.4219,
  heat: 7.625,
  own: 0.1239,
  ownFailure: { code: "inference/failed" as const, params: {}, message: "another secret network failed" },
  reason: "the film is secretly warned of",
};

/** What a panel of one network answers in these tests. */
export const reading = (version: string): FilmReading => ({
  film: { kind: "dicom", rows: 96, columns: 96 },
  check: { verdict: "warn", reasons: [secret.reason] },
  models: [
    {
      id: modelId("mobilenetv2"),
      title: "MobileNetV2",
      version,
      probability: secret.probability,
      threshold: secret.threshold,
      verdict: "pneumonia",
    },
  ],
  agreement: {
    verdict: "pneumonia",
    votes: 1,
    of: 1,
    level: "unanimous",
    probability: secret.probability,
    threshold: secret.threshold,
  },
  heatMaps: [
    { modelId: modelId("mobilenetv2"), rows: 1, columns: 2, values: new Float32Array([0, secret.heat]) },
  ],
  failures: [],
  own: {
    models: [
      {
        id: modelId("ours-of-the-lung-clinic"),
        title: "Lung clinic",
        version: "0.1.0",
        probability: secret.own,
        threshold: 0.5,
        verdict: "normal",
      },
    ],
    failures: [secret.ownFailure],
  },
  ms: { decode: 1, infer: 2 },
});

const manifest = (version: string): ModelManifest => ({
  schema: 1,
  id: modelId("mobilenetv2"),
  version,
  title: "MobileNetV2",
  architecture: "MobileNetV2",
  input: {
    name: "film",
    width: 224,
    height: 224,
    channels: 1,
    resize: "triangle",
    smooth: [1],
    percentiles: { low: 0, high: 1, region: 1 },
    standardise: false,
    mean: [0],
    std: [1],
  },
  outputs: { logits: "logits", classes: ["normal", "pneumonia"] },
  calibration: { method: "temperature", temperature: 1, chosenOn: "nothing" },
  threshold: { value: secret.threshold, chosenOn: "nothing" },
  training: {
    data: "none",
    citation: "none",
    dataLicence: "none",
    split: "none",
    films: { train: 0, validation: 0, matchedValidation: 0 },
    startingWeights: "none",
    recipe: "none",
  },
  results: [],
  limits: "a test's",
  licence: "MIT",
  files: [{ path: "model.onnx", sha256: "0".repeat(64), bytes: 1 }],
});

/** An engine whose answers a test decides; it stands in for the process, not for the workstation. */
export class ScriptedEngine implements ProvingEngine {
  version = "1.0.0";
  readonly idle = true;
  rule: PanelRule | null = null;
  /** Files that were classified, in order. */
  readonly classified: string[] = [];
  answer: (file: string) => Promise<FilmReading> = () => Promise.resolve(reading(this.version));

  readonly start: StartEngine = () => Promise.resolve(this);
  models() {
    return { loaded: [manifest(this.version)], own: [], rule: this.rule, space: null, failures: [] };
  }
  decode(): Promise<never> {
    return Promise.reject(new AppError("inference/not-running"));
  }
  paint(): Promise<never> {
    return Promise.reject(new AppError("inference/not-running"));
  }
  classify({ file = "" }: { file?: string }): Promise<FilmReading> {
    this.classified.push(file);
    return this.answer(file);
  }
  useThreads(): void {
    // No networks run here.
  }
  prove(): Promise<never> {
    return Promise.reject(new AppError("inference/not-running"));
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

export interface TestWorkstation extends Workstation {
  readonly library: string;
  readonly events: AppEvent[];
  readonly lines: string[];
  /** Every reply as it went over the wire. */
  readonly replies: string[];
  /** Asks as a window does: through the dispatcher, replies parsed and kept. */
  ask<Name extends RequestName>(name: Name, payload: unknown): Promise<Result<Name>>;
  importAll(films: Readonly<Record<string, Uint8Array>>): Promise<ImportProgress>;
  ended(jobId: string): Promise<ImportProgress>;
  /** Waits until `test` holds. */
  until(test: () => boolean | Promise<boolean>): Promise<void>;
}

/** A workstation on a library of its own, or on `options.libraryFolder`, closed with the test. */
export async function testWorkstation(
  startEngine?: StartEngine,
  options: Partial<WorkstationOptions> = {},
): Promise<TestWorkstation> {
  const library = options.libraryFolder ?? (await temporaryFolder());
  const log = keptLog();
  const workstation = await createWorkstation(
    {
      libraryFolder: library,
      modelsFolders: [],
      ownModelsFolders: [],
      settingsFolder: options.settingsFolder ?? (await temporaryFolder()),
      reader: { id: reader, name: "One" },
      shell: "browser",
      version: "0.0.0",
      auditKey: null,
      headsFolder: null,
      clock: { now: () => at },
      log,
      ...options,
    },
    startEngine,
  );
  onTestFinished(() => workstation.close());
  const events: AppEvent[] = [];
  const replies: string[] = [];
  workstation.subscribe((event) => events.push(event));
  const until = async (test: () => boolean | Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 1000; tries++) {
      if (await test()) return;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error("it did not come to that");
  };
  const ended = async (jobId: string): Promise<ImportProgress> => {
    const found = () =>
      events
        .flatMap((event) => (event.name === "import.progress" ? [event.progress] : []))
        .findLast((progress) => progress.jobId === jobId && !isUnderWay(progress));
    await until(() => found() !== undefined);
    return found() as ImportProgress;
  };
  const ask = async <Name extends RequestName>(name: Name, payload: unknown): Promise<Result<Name>> => {
    const reply = await dispatch(workstation.api as Api, name, payload, { checkResults: true });
    replies.push(
      JSON.stringify(reply, (_key, value: unknown) =>
        ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value,
      ),
    );
    if (!reply.ok) throw fromWire(reply.error);
    return reply.value as Result<Name>;
  };
  return {
    ...workstation,
    library,
    events,
    lines: log.lines,
    replies,
    until,
    ended,
    ask,
    async importAll(films) {
      const folder = join(await temporaryFolder(), "films");
      await mkdir(folder);
      for (const [name, bytes] of Object.entries(films)) await writeFile(join(folder, name), bytes);
      const { jobId } = await ask("import.start", { source: { kind: "paths", paths: [folder] } });
      return ended(jobId);
    },
  };
}
