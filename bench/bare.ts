// The codec and the networks by themselves: no Overread code runs in here while the clock does.
import dicomParser from "dicom-parser";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import ort from "onnxruntime-node";
import { modelManifest } from "../src/core/models/manifest.ts";
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

/** Runs every network of a folder once on a ready tensor, with the product's thread options and outputs. */
export async function bareNetworks(folder: string): Promise<() => Promise<void>> {
  const runs: (() => Promise<unknown>)[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!existsSync(join(folder, name, "model.json"))) continue;
    const manifest = modelManifest.parse(JSON.parse(readFileSync(join(folder, name, "model.json"), "utf8")));
    const { input, outputs } = manifest;
    const session = await ort.InferenceSession.create(join(folder, name, "model.onnx"), {
      executionProviders: ["cpu"],
      intraOpNumThreads: Math.min(4, availableParallelism()),
      interOpNumThreads: 1,
    });
    const values = Float32Array.from({ length: input.channels * input.height * input.width }, (_, i) =>
      Math.sin(i),
    );
    const tensor = new ort.Tensor("float32", values, [1, input.channels, input.height, input.width]);
    const wanted = [outputs.logits, outputs.heatMap, outputs.features].filter(
      (output) => output !== undefined,
    );
    runs.push(() => session.run({ [input.name]: tensor }, wanted));
  }
  if (runs.length === 0) throw new Missing(`networks in ${folder}`);
  return async () => {
    for (const run of runs) await run();
  };
}
