import * as ort from "onnxruntime-web/webgpu";
import glue from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import binary from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import { AppError } from "../../core/base/errors.ts";
import type { WindowBackend } from "../../core/inference-exchange.ts";
import { inputShape, outputNames } from "../../core/models/graph-answer.ts";
import type { NetworkManifest } from "../../core/models/manifest.ts";
import { openSession, type Graph } from "../../core/models/open-session.ts";
import { graphFile } from "../../core/models/parse-manifest.ts";
import type { Session } from "../../core/models/session.ts";

// From our own address, never from a content delivery network.
ort.env.wasm.wasmPaths = { wasm: binary, mjs: glue };
ort.env.logLevel = "error";

/** The runtime and its version. */
export const webRuntime = `onnxruntime-web ${ort.env.versions.web ?? "?"}`;

/** The part of WebGPU's GPUDevice that is needed; the type library has no WebGPU. */
interface Device {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
}

let watched = false;
let lostBecause: string | null = null;
let tellLost: (error: AppError) => void = () => undefined;
const deviceLost = new Promise<never>((_resolve, reject) => {
  tellLost = reject;
});
// Whoever waits hears of it; that nobody waits is no fault.
deviceLost.catch(() => undefined);

/** Why the graphics processor was lost; null while it is there. */
export const lostDevice = (): string | null => lostBecause;

async function watchDevice(): Promise<void> {
  if (watched) return;
  watched = true;
  const device = (await ort.env.webgpu.device) as Device;
  void device.lost.then(({ reason, message }) => {
    lostBecause = message || reason;
    tellLost(new AppError("inference/backend-lost", { detail: lostBecause }));
  });
}

/** A device that is lost in the middle of a run may never answer it. */
const unlessLost = <Value>(backend: WindowBackend, work: Promise<Value>): Promise<Value> =>
  backend === "webgpu" ? Promise.race([work, deviceLost]) : work;

/** A graph that was made. It is not made where its files are known: what it can reach would keep them in memory. */
function graphOf(graph: ort.InferenceSession, manifest: NetworkManifest, backend: WindowBackend): Graph {
  const names = outputNames(manifest);
  return {
    metadata: graph,
    run: (input) => {
      const tensor = new ort.Tensor("float32", input, inputShape(manifest));
      return unlessLost(backend, graph.run({ [manifest.input.name]: tensor }, names));
    },
    release: () => graph.release(),
  };
}

/**
 * A network through onnxruntime-web.
 * @param threads of WASM; they need cross-origin isolation
 * @throws AppError model/load-failed, inference/backend-lost
 */
export function createWebSession(
  manifest: NetworkManifest,
  files: ReadonlyMap<string, Uint8Array>,
  backend: WindowBackend,
  threads: number,
): Promise<Session> {
  ort.env.wasm.numThreads = threads;
  return openSession(manifest, { tryBlank: false }, async () => {
    const graphBytes = files.get(graphFile);
    if (graphBytes === undefined)
      throw new AppError("model/file-missing", { model: manifest.id, file: graphFile });
    const graph = await unlessLost(
      backend,
      ort.InferenceSession.create(graphBytes, {
        executionProviders: [backend],
        logSeverityLevel: 3,
        externalData: [...files].map(([path, data]) => ({ path, data })),
      }),
    );
    if (backend === "webgpu") await watchDevice();
    return graphOf(graph, manifest, backend);
  });
}
