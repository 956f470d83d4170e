import { AppError, type WireError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import { lastResort, tolerance, type BackendId } from "../../core/models/backend.ts";
import { goldenFile } from "../../core/models/golden.ts";
import type { BackendProof } from "./engine-messages.ts";
import type { LoadedModels, PanelModel } from "./load-models.ts";
import { goldenInput, proveOn } from "./prove-network.ts";

/** A backend that must not answer films, and why: the engine goes on with the next. */
export class Unfit extends Error {
  override readonly name = "Unfit";
}

/** A failure as the reason for which a backend is given up: of one that was lost, how. */
export const reasonOf = ({ code, params, message }: WireError): string =>
  code === "inference/backend-lost" ? String(params["detail"] ?? message) : message;

const words = (thrown: unknown): string =>
  thrown instanceof AppError ? reasonOf(thrown) : thrown instanceof Error ? thrown.message : String(thrown);

/**
 * Holds a loaded network against its first golden film. On the CPU a network without golden films is taken as
 * it is; any other backend has to prove itself.
 * @throws Unfit
 */
export async function holdTo({ manifest, session, golden }: PanelModel, backend: BackendId): Promise<void> {
  const [vector] = golden?.vectors ?? [];
  if (vector === undefined) {
    if (backend === lastResort) return;
    throw new Unfit(say.noGolden(manifest.title, goldenFile));
  }
  let difference: number;
  try {
    difference = await proveOn(vector, manifest, session);
  } catch (thrown) {
    throw new Unfit(words(thrown), { cause: thrown });
  }
  if (!(difference <= tolerance(backend))) throw new Unfit(`${manifest.title}: ${say.differs(difference)}`);
}

/**
 * The networks that may answer. On the CPU one whose answer is not the one that it was released with is
 * refused; any other backend is given up over it, and over one that it cannot load.
 * @throws Unfit
 */
export async function heldNetworks(loaded: LoadedModels, backend: BackendId): Promise<LoadedModels> {
  const refused = loaded.failures.find(
    ({ code, params }) =>
      ["model/load-failed", "inference/backend-lost"].includes(code) &&
      !loaded.ownIds.includes(String(params["model"])),
  );
  if (backend !== lastResort && refused !== undefined) throw new Unfit(reasonOf(refused));
  const models: PanelModel[] = [];
  const failures = [...loaded.failures];
  for (const model of loaded.models) {
    try {
      await holdTo(model, backend);
      models.push(model);
    } catch (thrown) {
      if (backend !== lastResort) throw thrown;
      failures.push(new AppError("model/load-failed", { model: model.manifest.id, detail: words(thrown) }));
      await model.session.release();
    }
  }
  return { ...loaded, models, failures };
}

/**
 * What a backend is worth: for each network the largest difference from PyTorch over its golden films, and the
 * median of `runs` warm runs in milliseconds.
 * @param now milliseconds of a steady clock
 * @throws AppError inference/failed, inference/backend-lost
 */
export async function proofOf(
  models: readonly PanelModel[],
  runs: number,
  now: () => number,
): Promise<BackendProof> {
  const networks: BackendProof["networks"] = [];
  for (const { manifest, session, golden } of models) {
    const [first] = golden?.vectors ?? [];
    if (golden === null || first === undefined) continue;
    let difference = 0;
    for (const vector of golden.vectors) {
      difference = Math.max(difference, await proveOn(vector, manifest, session));
    }
    const input = goldenInput(first, manifest);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const began = now();
      await session.run(input);
      times.push(now() - began);
    }
    times.sort((a, b) => a - b);
    networks.push({ id: manifest.id, difference, ms: times[times.length >> 1] ?? 0 });
  }
  return { networks };
}
