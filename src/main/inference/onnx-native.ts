import { availableParallelism } from "node:os";
import ort from "onnxruntime-node";
import { AppError, asAppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { NetworkManifest } from "../../core/models/manifest.ts";
import { graphFile } from "../../core/models/parse-manifest.ts";
import type { Answer, Session } from "../../core/models/session.ts";
import type { VerifiedModel } from "./read-model.ts";

type Shape = readonly (number | string)[];
const shown = (shape: Shape): string => shape.join(" x ");
/** A dimension with a name (the batch) takes any size. */
const fits = (shape: Shape, wanted: readonly number[]): boolean =>
  shape.length === wanted.length &&
  shape.every((size, index) => typeof size === "string" || size === wanted[index]);

/** More threads than this gain nothing for one film of these sizes. */
const mostThreads = 4;

/** Most values of one output, far from what ends a process. */
const mostValues = 2 ** 22;
/** Most values of a heat map: 512 x 512, a megabyte that is kept with every film. */
const mostHeat = 2 ** 18;
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
export function cpuOptions(threads = Math.min(mostThreads, availableParallelism())) {
  return {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
}

/** Holds a graph's inputs against its manifest; what it says is a `model/load-failed` detail. */
function inputProblem(graph: ort.InferenceSession, { input }: NetworkManifest): string | null {
  if (graph.inputNames.length !== 1) return say.inputs(graph.inputNames.length);
  const found = graph.inputMetadata.find((entry) => entry.name === input.name);
  if (found === undefined) return say.noInput(input.name);
  const wanted = [1, input.channels, input.height, input.width];
  if (!found.isTensor || found.type !== "float32" || !fits(found.shape, wanted)) {
    const is = found.isTensor ? `${found.type} ${shown(found.shape)}` : "no tensor";
    return say.inputShape(input.name, is, `float32 ${shown(wanted)}`);
  }
  return null;
}

/** Outputs that cannot be what the manifest says, as far as the graph gives their sizes. */
function outputProblem(graph: ort.InferenceSession, { outputs }: NetworkManifest): string | null {
  const wanted = [outputs.logits, outputs.heatMap, outputs.features].filter((name) => name !== undefined);
  for (const name of wanted) {
    const found = graph.outputMetadata.find((entry) => entry.name === name);
    if (found === undefined) return say.noOutput(name);
    if (!found.isTensor) continue;
    const most = name === outputs.heatMap ? mostHeat : mostValues;
    const values = found.shape.reduce<number>(
      (product, size) => product * (typeof size === "number" && size > 0 ? size : 1),
      1,
    );
    if (values > most) return say.outputSize(name, values, most);
  }
  return null;
}

/** An output's values for a batch of one, without the batch's dimension. */
function take(outputs: ort.InferenceSession.ReturnType, name: string, most = mostValues) {
  const tensor = outputs[name];
  if (!(tensor instanceof ort.Tensor) || !(tensor.data instanceof Float32Array)) {
    throw new AppError("inference/failed", { detail: say.noOutput(name) });
  }
  if (tensor.data.length > most) {
    const detail = say.outputSize(name, tensor.data.length, most);
    throw new AppError("inference/failed", { detail });
  }
  if (!tensor.data.every(Number.isFinite)) {
    throw new AppError("inference/failed", { detail: say.notANumber(name) });
  }
  return { values: tensor.data, shape: tensor.dims.slice(1) };
}

function heatMapOf(outputs: ort.InferenceSession.ReturnType, name: string): Answer["heatMap"] {
  const { values, shape } = take(outputs, name, mostHeat);
  // Batch x rows x columns, or with a channel of one between.
  const [rows, columns] = shape.length === 3 && shape[0] === 1 ? shape.slice(1) : shape;
  if (
    rows === undefined ||
    columns === undefined ||
    rows * columns !== values.length ||
    values.length === 0
  ) {
    throw new AppError("inference/failed", {
      detail: say.outputShape(name, shown(shape), "rows x columns"),
    });
  }
  return { rows, columns, values };
}

function answerFrom(outputs: ort.InferenceSession.ReturnType, names: NetworkManifest["outputs"]): Answer {
  const { values, shape } = take(outputs, names.logits);
  const [normal, pneumonia] = values;
  if (values.length !== 2 || normal === undefined || pneumonia === undefined) {
    throw new AppError("inference/failed", { detail: say.outputShape(names.logits, shown(shape), "2") });
  }
  return {
    logits: [normal, pneumonia],
    ...(names.heatMap === undefined ? {} : { heatMap: heatMapOf(outputs, names.heatMap) }),
    ...(names.features === undefined ? {} : { features: take(outputs, names.features).values }),
  };
}

const text = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

class NativeSession implements Session {
  readonly #graph: ort.InferenceSession;
  readonly #manifest: NetworkManifest;

  constructor(graph: ort.InferenceSession, manifest: NetworkManifest) {
    this.#graph = graph;
    this.#manifest = manifest;
  }

  async run(input: Float32Array): Promise<Answer> {
    const { id, input: spec, outputs } = this.#manifest;
    try {
      const tensor = new ort.Tensor("float32", input, [1, spec.channels, spec.height, spec.width]);
      const wanted = [outputs.logits, outputs.heatMap, outputs.features].filter((name) => name !== undefined);
      return answerFrom(await this.#graph.run({ [spec.name]: tensor }, wanted), outputs);
    } catch (thrown) {
      const { params, code } = asAppError(thrown, "inference/failed", { detail: text(thrown) });
      throw new AppError(code, { ...params, model: id }, { cause: thrown });
    }
  }

  release(): Promise<void> {
    return this.#graph.release();
  }
}

/**
 * A network on the CPU through onnxruntime-node. Its graph is held against the manifest, and it
 * answers one blank film before it counts as loaded: a network that cannot run is known at once.
 * @throws AppError model/load-failed
 */
export async function createNativeSession({ manifest, files }: VerifiedModel): Promise<Session> {
  const refuse = (detail: string, cause?: unknown) =>
    new AppError("model/load-failed", { model: manifest.id, detail }, { cause });
  const graphBytes = files.get(graphFile);
  if (graphBytes === undefined)
    throw new AppError("model/file-missing", { model: manifest.id, file: graphFile });
  let graph: ort.InferenceSession;
  try {
    graph = await ort.InferenceSession.create(graphBytes, {
      ...cpuOptions(),
      logSeverityLevel: 3,
      externalData: [noWeights, ...[...files].map(([path, data]) => ({ path, data }))],
    });
  } catch (thrown) {
    throw refuse(text(thrown), thrown);
  }
  const problem = inputProblem(graph, manifest) ?? outputProblem(graph, manifest);
  if (problem !== null) {
    await graph.release();
    throw refuse(problem);
  }
  const session = new NativeSession(graph, manifest);
  const { channels, height, width } = manifest.input;
  try {
    await session.run(new Float32Array(channels * height * width));
  } catch (thrown) {
    await session.release();
    throw refuse(String(asAppError(thrown, "inference/failed").params["detail"] ?? text(thrown)), thrown);
  }
  return session;
}
