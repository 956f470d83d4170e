// The codec and the networks by themselves: no Overread code runs in here while the clock does.
import dicomParser from "dicom-parser";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { modelManifest } from "../src/core/models/manifest.ts";
import { cpuOptions, ort } from "../src/main/inference/onnx-native.ts";
import { Missing } from "./compare.ts";

/** The codestream of a film's only frame. */
export function codestreamOf(file: Uint8Array): Uint8Array {
  const dataSet = dicomParser.parseDicom(file);
  const pixels = dataSet.elements["x7fe00010"];
  if (pixels === undefined) throw new Error("the film has no pixel data");
  return Uint8Array.from(
    dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, pixels, 0, pixels.fragments?.length ?? 1),
  );
}

interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}
type Factory = (options: { wasmBinary: Uint8Array; print: () => void }) => Promise<{
  J2KDecoder: new () => Decoder;
}>;

/** Decodes a JPEG 2000 codestream with the product's codec; the pixels are left in its memory. */
export async function bareCodec(): Promise<(codestream: Uint8Array) => void> {
  const require = createRequire(import.meta.url);
  const factory: Factory = require("@cornerstonejs/codec-openjpeg/decodewasmjs");
  const wasmBinary = readFileSync(require.resolve("@cornerstonejs/codec-openjpeg/decodewasm"));
  const { J2KDecoder } = await factory({ wasmBinary, print: () => {} });
  return (codestream) => {
    const decoder = new J2KDecoder();
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    if (decoder.getDecodedBuffer().length === 0) throw new Error("the codec decoded nothing");
    decoder.delete();
  };
}

/** One network by itself. */
export interface BareNetwork {
  readonly id: string;
  readonly folder: string;
  /** Names of the graph's input and of its logits. */
  readonly input: string;
  readonly logits: string;
  /** One `session.run` on a tensor that is ready, with every output of the manifest. */
  readonly run: () => Promise<unknown>;
}

interface BareOptions {
  /** Threads of one network; the product's without. */
  readonly threads?: number | undefined;
  /** File of another graph that gives a network's logits and nothing else. */
  readonly graphOf?: (network: Omit<BareNetwork, "run">) => string;
}

/**
 * The networks of a folder, with the options that the product runs them with.
 * @throws Missing where there are none
 */
export async function bareNetworks(
  models: string,
  { threads, graphOf }: BareOptions = {},
): Promise<BareNetwork[]> {
  const networks: BareNetwork[] = [];
  for (const name of existsSync(models) ? readdirSync(models).sort() : []) {
    const folder = join(models, name);
    if (!existsSync(join(folder, "model.json"))) continue;
    const manifest = modelManifest.parse(JSON.parse(readFileSync(join(folder, "model.json"), "utf8")));
    const { id, input, outputs } = manifest;
    const values = Float32Array.from({ length: input.channels * input.height * input.width }, (_, i) =>
      Math.sin(i),
    );
    const tensor = new ort.Tensor("float32", values, [1, input.channels, input.height, input.width]);
    const network = { id, folder, input: input.name, logits: outputs.logits };
    const graph = graphOf?.(network) ?? join(folder, "model.onnx");
    const session = await ort.InferenceSession.create(graph, cpuOptions(threads));
    const wanted = [outputs.logits, outputs.heatMap, outputs.features].filter(
      (output): output is string => output !== undefined && session.outputNames.includes(output),
    );
    networks.push({ ...network, run: () => session.run({ [input.name]: tensor }, wanted) });
  }
  if (networks.length === 0) throw new Missing(`networks in ${models}`);
  return networks;
}
