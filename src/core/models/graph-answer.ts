import { AppError } from "../base/errors.ts";
import { inferenceMessages as say } from "../base/messages/inference.ts";
import type { NetworkManifest } from "./manifest.ts";
import type { Answer } from "./session.ts";

/** What a runtime says of a graph's input or output; the runtimes' own metadata has this form. */
type ValueMetadata =
  | { readonly name: string; readonly isTensor: false }
  | { readonly name: string; readonly isTensor: true; readonly type: string; readonly shape: Shape };
export interface GraphMetadata {
  readonly inputNames: readonly string[];
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
}
/** What a runtime answers: tensors by their names. */
export type GraphOutputs = Readonly<
  Record<string, { readonly data: unknown; readonly dims: readonly number[] } | undefined>
>;

type Shape = readonly (number | string)[];
const shown = (shape: Shape): string => shape.join(" x ");
/** A dimension with a name (the batch) takes any size. */
const fits = (shape: Shape, wanted: readonly number[]): boolean =>
  shape.length === wanted.length &&
  shape.every((size, index) => typeof size === "string" || size === wanted[index]);

/** Most values of one output, far from what ends a process. */
const mostValues = 2 ** 22;
/** Most values of a heat map: 512 x 512, a megabyte that is kept with every film. */
const mostHeat = 2 ** 18;

/** The shape of a network's input: one film, channels, height, width. */
export const inputShape = ({ input }: NetworkManifest): [number, number, number, number] => [
  1,
  input.channels,
  input.height,
  input.width,
];

/** The outputs that a network's manifest names. */
export const outputNames = ({ outputs }: NetworkManifest): string[] =>
  [outputs.logits, outputs.heatMap, outputs.features].filter((name) => name !== undefined);

/** Holds a graph's inputs against its manifest; what it says is a `model/load-failed` detail. */
function inputProblem(graph: GraphMetadata, manifest: NetworkManifest): string | null {
  const { input } = manifest;
  if (graph.inputNames.length !== 1) return say.inputs(graph.inputNames.length);
  const found = graph.inputMetadata.find((entry) => entry.name === input.name);
  if (found === undefined) return say.noInput(input.name);
  const wanted = inputShape(manifest);
  if (!found.isTensor || found.type !== "float32" || !fits(found.shape, wanted)) {
    const is = found.isTensor ? `${found.type} ${shown(found.shape)}` : "no tensor";
    return say.inputShape(input.name, is, `float32 ${shown(wanted)}`);
  }
  return null;
}

/** Outputs that cannot be what the manifest says, as far as the graph gives their sizes. */
function outputProblem(graph: GraphMetadata, manifest: NetworkManifest): string | null {
  for (const name of outputNames(manifest)) {
    const found = graph.outputMetadata.find((entry) => entry.name === name);
    if (found === undefined) return say.noOutput(name);
    if (!found.isTensor) continue;
    const most = name === manifest.outputs.heatMap ? mostHeat : mostValues;
    const values = found.shape.reduce<number>(
      (product, size) => product * (typeof size === "number" && size > 0 ? size : 1),
      1,
    );
    if (values > most) return say.outputSize(name, values, most);
  }
  return null;
}

/** Why a graph is not the one that its manifest describes: a `model/load-failed` detail; null where it is. */
export const graphProblem = (graph: GraphMetadata, manifest: NetworkManifest): string | null =>
  inputProblem(graph, manifest) ?? outputProblem(graph, manifest);

/** An output's values for a batch of one, without the batch's dimension. */
function take(outputs: GraphOutputs, name: string, most = mostValues) {
  const tensor = outputs[name];
  if (tensor === undefined || !(tensor.data instanceof Float32Array)) {
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

function heatMapOf(outputs: GraphOutputs, name: string): Answer["heatMap"] {
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

/**
 * A network's answer from what its graph gave, whichever runtime ran it.
 * @throws AppError inference/failed where an output is missing, has another shape, or holds no numbers
 */
export function answerFrom(given: GraphOutputs, { outputs }: NetworkManifest): Answer {
  const { values, shape } = take(given, outputs.logits);
  const [normal, pneumonia] = values;
  if (values.length !== 2 || normal === undefined || pneumonia === undefined) {
    throw new AppError("inference/failed", { detail: say.outputShape(outputs.logits, shown(shape), "2") });
  }
  return {
    logits: [normal, pneumonia],
    ...(outputs.heatMap === undefined ? {} : { heatMap: heatMapOf(given, outputs.heatMap) }),
    ...(outputs.features === undefined ? {} : { features: take(given, outputs.features).values }),
  };
}
