import { AppError } from "../../core/base/errors.ts";
import type { CodecName, Codecs } from "../../core/dicom/codecs.ts";
import { decodeJpegLossless } from "./jpeg-lossless.ts";
import { WasmCodec } from "./wasm-codec.ts";

const packageOf = (name: string): string => `@cornerstonejs/codec-${name}`;
const decodeOnly = (name: string, decoder: string): WasmCodec =>
  new WasmCodec({ glue: `${packageOf(name)}/decodewasmjs`, wasm: `${packageOf(name)}/decodewasm`, decoder });

/** libjpeg-turbo, CharLS, OpenJPEG and OpenJPH as WebAssembly; JPEG Lossless in JavaScript. */
export function createCodecs(): Codecs {
  const wasm: Partial<Record<CodecName, WasmCodec>> = {
    jpeg: decodeOnly("libjpeg-turbo-8bit", "JPEGDecoder"),
    "jpeg-ls": decodeOnly("charls", "JpegLSDecoder"),
    "jpeg-2000": decodeOnly("openjpeg", "J2KDecoder"),
    "ht-j2k": new WasmCodec({
      glue: `${packageOf("openjph")}/wasmjs`,
      wasm: `${packageOf("openjph")}/wasm`,
      decoder: "HTJ2KDecoder",
    }),
  };
  return {
    async decode(codec, codestream, halvings) {
      if (codec === "jpeg-lossless") return decodeJpegLossless(codestream);
      const found = wasm[codec];
      if (found === undefined) throw new AppError("codec/unsupported", { name: codec });
      return await found.decode(codestream, halvings);
    },
  };
}
