import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, asAppError, fromWire } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { modelsFolder } from "../entry-points.ts";
import { Lanes } from "../inference/engine-lanes.ts";
import { ownModelsFolder } from "../shell/places.ts";
import { Engine } from "../inference/engine.ts";
import type { Console } from "./console.ts";

/** Where a command's networks come from. */
export interface ModelFolders {
  /** Of the panel's networks. */
  readonly panel: string;
  /** Of the user's own, which answer beside the panel; null where `--models` says which networks answer. */
  readonly own: string | null;
}

/**
 * The folder of networks that `--models` names, alone; or Overread's networks with the user's own.
 * @throws AppError usage
 */
export async function foldersOfModels(given: string | undefined, base: string): Promise<ModelFolders> {
  if (given === undefined) return { panel: modelsFolder(), own: ownModelsFolder() };
  const folder = resolve(base, given);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new AppError("usage", { detail: cli.notAFolder("--models", given) });
  return { panel: folder, own: null };
}

/**
 * Starts an engine that is closed when it goes out of scope, and says which networks were refused.
 * @throws AppError inference/not-running
 */
export async function startEngine({ panel, own }: ModelFolders, console: Console) {
  try {
    const { log } = console;
    const folders = { modelsFolders: [panel], ownModelsFolders: own === null ? [] : [own] };
    const engine = await Lanes.start({ start: () => Engine.start({ ...folders, log }), log });
    for (const failure of engine.models().failures) console.say(failure.message);
    return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.close() });
  } catch (thrown) {
    throw asAppError(thrown, "inference/not-running", { detail: String(thrown) });
  }
}

/** An answer without any network is a failure: the first network's, or that there is none. */
export function unanswered(reading: FilmReading, { panel }: ModelFolders): AppError | null {
  const { models, failures, own } = reading;
  if (models.length + own.models.length > 0) return null;
  const [first] = [...failures, ...own.failures];
  return first === undefined ? new AppError("model/none", { folder: panel }) : fromWire(first);
}
