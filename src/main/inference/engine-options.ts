import { availableParallelism } from "node:os";
import type { PanelRule } from "../../core/agreement/panel-rule.ts";
import type { WireError } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";
import type { BackendId } from "../../core/models/backend.ts";
import type { ModelManifest, NetworkManifest } from "../../core/models/manifest.ts";
import type { ProcessPriority, StartProcess } from "./start-process.ts";
import type { WindowNetworks } from "./window-networks.ts";

export interface EngineLimits {
  /** Milliseconds that the process may take to start and load the networks. */
  readonly start: number;
  /** Milliseconds that one film may take. */
  readonly request: number;
  /** Milliseconds that a film may still take after its caller gave it up. */
  readonly abandoned: number;
  /** Bytes of memory at which the process is replaced after a film: decoders never give theirs back. */
  readonly memory: number;
}
export const usualLimits: EngineLimits = {
  start: 60_000,
  request: 90_000,
  abandoned: 3_000,
  memory: 2 * 1024 ** 3,
};

/** More threads than this gain nothing for one film of these sizes. */
const mostThreads = 4;

/** Threads of one network on the CPU, where so many processes run networks at a time. */
export const threadsAmong = (processes: number, cores = availableParallelism()): number =>
  Math.max(1, Math.min(mostThreads, Math.floor(cores / processes)));

export interface EngineOptions {
  /** Folders of the panel's networks; without any, the engine decodes only. */
  readonly modelsFolders?: readonly string[];
  /** Folders of the user's own networks, which answer beside the panel's and never count in it. */
  readonly ownModelsFolders?: readonly string[];
  readonly log: Log;
  readonly startProcess?: StartProcess;
  /** Below normal where absent. */
  readonly priority?: ProcessPriority;
  /** JavaScript or TypeScript file that the process runs. */
  readonly entry?: string;
  readonly limits?: Partial<EngineLimits>;
  /** Threads of one network on the CPU; as many as one process should have where absent. */
  readonly threads?: number;
  /** Gives the start up: nobody waits for the networks any more. */
  readonly signal?: AbortSignal;
  /** What runs the panel's networks: the first, and where it is lost the next. The CPU alone where absent. */
  readonly backends?: readonly BackendId[];
  /** Runs networks for the backends in the hidden window; without it there are none. */
  readonly window?: Pick<WindowNetworks, "load" | "run">;
  /** Told when a backend was given up. */
  readonly onFall?: (fall: BackendFall) => void;
  /** Told before each network is loaded, and once all are there. */
  readonly onLoading?: (progress: LoadProgress) => void;
}

export interface BackendFall {
  readonly from: BackendId;
  readonly to: BackendId;
  readonly reason: string;
}

export interface LoadProgress {
  readonly backend: BackendId;
  readonly done: number;
  readonly total: number;
}

export interface EngineModels {
  /** The panel's networks. */
  readonly loaded: readonly ModelManifest[];
  /** The user's own. */
  readonly own: readonly NetworkManifest[];
  readonly rule: PanelRule | null;
  /** Hash of the film space. */
  readonly space: string | null;
  readonly failures: readonly WireError[];
}

export interface FilmToOpen {
  readonly path: string;
  /** Name for sentences; the path's last part if absent. */
  readonly file?: string;
  readonly signal?: AbortSignal;
}
