import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, asAppError, fromWire } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { modelsFolder } from "../entry-points.ts";
import { Lanes } from "../inference/engine-lanes.ts";
import { Engine } from "../inference/engine.ts";
import type { Console } from "./console.ts";

/**
 * The folder of networks that `--models` names, or Overread's own.
 * @throws AppError usage
 */
export async function folderOfModels(given: string | undefined, base: string): Promise<string> {
  if (given === undefined) return modelsFolder();
  const folder = resolve(base, given);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new AppError("usage", { detail: cli.notAFolder("--models", given) });
  return folder;
}

/**
 * Starts an engine that is closed when it goes out of scope, and says which networks were refused.
 * @throws AppError inference/not-running
 */
export async function startEngine(models: string, console: Console) {
  try {
    const { log } = console;
    const engine = await Lanes.start({ start: () => Engine.start({ modelsFolders: [models], log }), log });
    for (const failure of engine.models().failures) console.say(failure.message);
    return Object.assign(engine, { [Symbol.asyncDispose]: () => engine.close() });
  } catch (thrown) {
    throw asAppError(thrown, "inference/not-running", { detail: String(thrown) });
  }
}

/** An answer without any network is a failure: the first network's, or that there is none. */
export function unanswered(reading: FilmReading, models: string): AppError | null {
  if (reading.models.length > 0) return null;
  const [first] = reading.failures;
  return first === undefined ? new AppError("model/none", { folder: models }) : fromWire(first);
}
