import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/inference.ts";

/** Details of failures of networks, set into the sentences of the error table. */
const inferenceMessagesEnglish = {
  noInput: (name: string) => `it has no input "${name}"`,
  inputs: (count: number) => `it has ${count} inputs, not one`,
  inputShape: (name: string, found: string, wanted: string) =>
    `its input "${name}" is ${found}, its manifest says ${wanted}`,
  noOutput: (name: string) => `it has no output "${name}"`,
  outputShape: (name: string, found: string, wanted: string) =>
    `its output "${name}" is ${found}, not ${wanted}`,
  outputSize: (name: string, values: number, limit: number) =>
    `its output "${name}" has ${values} values; at most ${limit} are taken`,
  notANumber: (name: string) => `its output "${name}" is not a number`,
  stoppedProcess: () => "it stopped the process that runs the networks",
  noProvider: (backend: string) => `this build of ONNX Runtime has no ${backend}`,
  differs: (difference: number) =>
    `its answer to a golden film differs by ${difference.toPrecision(2)} from the one it was released with`,
  notGolden: (file: string) => `${file} is not a list of golden films`,
  otherVersion: (file: string) => `${file} belongs to another network or version`,
  noGolden: (model: string, file: string) => `${model} has no ${file} to be proven on`,
  gone: (model: string) => `the network ${model} is no longer where it was`,
  notJson: (file: string) => `${file} is not JSON`,
  otherSize: (file: string, found: number, wanted: number) => `${file} has ${found} bytes, not ${wanted}`,
  otherHash: (file: string) => `${file} is not the file that was measured`,
  tooLong: (file: string) => `${file} is too long`,
  notReadable: (file: string, code: string) => `${file} cannot be read: ${code}`,
  outside: (path: string) => `files: ${path} leads out of the model's folder`,
  nameTaken: (id: string) =>
    `id: ${id} is the name of one of Overread's own networks, which are never replaced; choose another`,
  notOnnx: (file: string) => `${file} is not an ONNX graph`,
  unlisted: (file: string) => `its graph takes weights from "${file}", which files does not name`,
  nested: (file: string) =>
    `its graph takes weights inside a branch or attribute from "${file}"; only the graph's own weights may stand in another file`,
  tooManyBytes: (bytes: number, limit: number) =>
    `its files, with those of your other networks, come to ${Math.ceil(bytes / 2 ** 20)} MB; at most ${limit / 2 ** 20} MB are loaded`,
  idTwice: (id: string) => `id: another network is called ${id}`,
} as const;
export const inferenceMessages: Translated<typeof inferenceMessagesEnglish> = words(
  inferenceMessagesEnglish,
  turkish.inferenceMessages,
);

/** What runs the networks, in a reader's words. */
const backendNamesEnglish = {
  cpu: "Processor",
  "native-webgpu": "Graphics processor (WebGPU)",
  dml: "Graphics processor (DirectML)",
  coreml: "Core ML",
  webgpu: "Graphics processor (hidden window)",
  wasm: "Processor (hidden window)",
} as const;
export const backendNames: Translated<typeof backendNamesEnglish> = words(
  backendNamesEnglish,
  turkish.backendNames,
);

/** The name of what runs the networks, by its id; undefined for none. */
export function backendName(id: string | number | undefined): string | undefined {
  return id === undefined
    ? undefined
    : ((backendNames as Readonly<Record<string, string>>)[id] ?? String(id));
}
