import ort from "onnxruntime-node";
import { AppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import { lastResort, type BackendId } from "../../core/models/backend.ts";
import { inputShape, outputNames } from "../../core/models/graph-answer.ts";
import { openSession, type Graph } from "../../core/models/open-session.ts";
import { graphFile } from "../../core/models/parse-manifest.ts";
import type { NetworkManifest } from "../../core/models/manifest.ts";
import type { Session } from "../../core/models/session.ts";
import { threadsAmong } from "./engine-options.ts";
import type { VerifiedModel } from "./read-model.ts";

/**
 * From 1.29 on the runtime's own builds report sessions and models to Microsoft, and keep a number of this computer
 * on its disk for it; it reads this when its first session is made. On Windows it tells the system's tracing (ETW)
 * instead, whose owner decides.
 */
process.env["ORT_DISABLE_TELEMETRY"] = "1";

/** The runtime for whoever measures it by itself: imported from here alone, where its reports are off. */
export { ort };

/**
 * Given weights are taken from memory only where some are given: without any, the runtime would look
 * for those that a graph names in the working directory. So there is always one, which none names.
 */
const noWeights = { path: " ", data: new Uint8Array(1) };
/**
 * How networks are run on the CPU. A thread that has no work sleeps: by default it spins for a while, and then
 * the threads of one network take the processor from the next one's (four networks in turn on two cores:
 * 113 instead of 41 ms).
 */
export function cpuOptions(threads = threadsAmong(1)) {
  return {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
}

/** How a network is run on a graphics processor: what the provider cannot do is done on the CPU. */
const providerOptions = (provider: string, threads: number) => ({
  ...cpuOptions(threads),
  executionProviders: [provider, "cpu"],
});

/** Names of the execution providers in this build of onnxruntime-node, by backend. */
const providers: Readonly<Partial<Record<BackendId, string>>> = {
  "native-webgpu": "webgpu",
  dml: "dml",
  coreml: "coreml",
};

/** Refuses a provider that this build of onnxruntime-node does not carry, before it says so in its own words. */
function checkCarried(model: string, backend: BackendId, provider: string): void {
  const carried = ort.listSupportedBackends().some(({ name, bundled }) => bundled && name === provider);
  if (!carried) throw new AppError("model/load-failed", { model, detail: say.noProvider(backend) });
}

/** A graph that was made. It is not made where its files are known: what it can reach would keep them in memory. */
function graphOf(graph: ort.InferenceSession, manifest: NetworkManifest): Graph {
  const names = outputNames(manifest);
  return {
    metadata: graph,
    run: (input) =>
      graph.run({ [manifest.input.name]: new ort.Tensor("float32", input, inputShape(manifest)) }, names),
    release: () => graph.release(),
  };
}

/**
 * A network through onnxruntime-node, by default on the CPU.
 * @param threads of what is run on the CPU
 * @throws AppError model/load-failed, model/file-missing
 */
export const createNativeSession = (
  { manifest, files }: VerifiedModel,
  backend: BackendId = lastResort,
  threads: number = threadsAmong(1),
): Promise<Session> =>
  openSession(manifest, { tryBlank: backend === lastResort }, async () => {
    const graphBytes = files.get(graphFile);
    if (graphBytes === undefined)
      throw new AppError("model/file-missing", { model: manifest.id, file: graphFile });
    const provider = providers[backend];
    if (provider !== undefined) checkCarried(manifest.id, backend, provider);
    const graph = await ort.InferenceSession.create(graphBytes, {
      ...(provider === undefined ? cpuOptions(threads) : providerOptions(provider, threads)),
      logSeverityLevel: 3,
      externalData: [noWeights, ...[...files].map(([path, data]) => ({ path, data }))],
    });
    return graphOf(graph, manifest);
  });
