import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { z } from "zod";
import type { DecodedPicture } from "../../core/dicom/codecs.ts";

/** Where a codec package keeps its decoder, and what the decoder's class is called. */
export interface WasmCodecPlace {
  /** Module specifier of the Emscripten glue (CommonJS). */
  readonly glue: string;
  /** Module specifier of the WebAssembly file. */
  readonly wasm: string;
  readonly decoder: string;
}

const frameInfo = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  bitsPerSample: z.int().min(1).max(16),
  componentCount: z.int().positive(),
  isSigned: z.boolean().default(false),
});

/** An Emscripten decoder object; its memory is freed by `delete`, nothing else frees it. */
interface EncodedDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): unknown;
  /** JPEG-LS only: 0 where each component stands in a plane of its own. */
  getInterleaveMode?(): number;
  delete(): void;
}

type ModuleFactory = (options: {
  wasmBinary: Uint8Array;
  print: (text: string) => void;
  printErr: (text: string) => void;
}) => Promise<Record<string, unknown>>;

const isFunction = (value: unknown): boolean => typeof value === "function";
const moduleFactory = z.custom<ModuleFactory>(isFunction);
const decoderClass = z.custom<new () => EncodedDecoder>(isFunction);

/** Memory of an instance that is given back after use: WebAssembly memory grows and never shrinks. */
const keptMemory = 256 * 1024 * 1024;

/** One codec package, loaded when it is first needed, one instance for the process. */
export class WasmCodec {
  private readonly place: WasmCodecPlace;
  private instance: Promise<new () => EncodedDecoder> | null = null;
  private complaints: string[] = [];

  constructor(place: WasmCodecPlace) {
    this.place = place;
  }

  private async load(): Promise<new () => EncodedDecoder> {
    // The packages are CommonJS and find no WebAssembly of their own once an application is bundled.
    const require = createRequire(import.meta.url);
    const factory = moduleFactory.parse(require(this.place.glue));
    const module = await factory({
      wasmBinary: await readFile(require.resolve(this.place.wasm)),
      print: () => undefined, // progress of every codestream
      printErr: (text) => this.complaints.push(text),
    });
    return decoderClass.parse(module[this.place.decoder]);
  }

  /**
   * Decodes one codestream. The samples are a view of the codec's memory, good until the next decode.
   * @throws whatever the codec throws; the instance is then given up, its memory may be damaged
   */
  async decode(codestream: Uint8Array): Promise<DecodedPicture> {
    this.instance ??= this.load();
    const Decoder = await this.instance.catch((thrown: unknown) => {
      this.instance = null;
      throw thrown;
    });
    this.complaints = [];
    try {
      const decoder = new Decoder();
      try {
        decoder.getEncodedBuffer(codestream.length).set(codestream);
        decoder.decode();
        const data = decoder.getDecodedBuffer();
        const info = frameInfo.parse(decoder.getFrameInfo());
        if (data.buffer.byteLength > keptMemory) this.instance = null;
        return {
          rows: info.height,
          columns: info.width,
          samples: info.componentCount,
          bits: info.bitsPerSample,
          signed: info.isSigned,
          planar: decoder.getInterleaveMode?.() === 0,
          data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
        };
      } finally {
        decoder.delete();
      }
    } catch (thrown) {
      this.instance = null;
      throw new Error(`${this.place.decoder}: ${this.complaints.join(" ")}`, { cause: thrown });
    }
  }
}
