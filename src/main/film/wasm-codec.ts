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
  /** JPEG 2000 only: leaves out so many of the codestream's resolutions; 0 layers are all of them. */
  decodeSubResolution?(halvings: number, layers: number): void;
  /** A view of the codec's memory. */
  getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
  getFrameInfo(): unknown;
  /** JPEG-LS only: 0 where each component stands in a plane of its own. */
  getInterleaveMode?(): number;
  /** HTJ2K only: what went wrong; empty if nothing did. */
  getLastErrorMessage?(): string;
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

/** The codec has refused a codestream in its own way, and is well. */
class Refusal extends Error {}

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
    const hear = (line: string): void => {
      // OpenJPEG and OpenJPH report progress and failures on either channel, and a failure in words only.
      if (/error/i.test(line)) this.complaints.push(line);
    };
    const module = await factory({
      wasmBinary: await readFile(require.resolve(this.place.wasm)),
      print: hear,
      printErr: hear,
    });
    return decoderClass.parse(module[this.place.decoder]);
  }

  private async decoderClass(): Promise<new () => EncodedDecoder> {
    this.instance ??= this.load();
    try {
      return await this.instance;
    } catch (thrown) {
      this.instance = null;
      throw thrown;
    }
  }

  /**
   * Decodes one codestream.
   * @param halvings how often the picture is to be halved, where the codec can
   * @throws Error for a codestream that the codec refuses
   */
  async decode(codestream: Uint8Array, halvings = 0): Promise<DecodedPicture> {
    const Decoder = await this.decoderClass();
    this.complaints = [];
    let decoder: EncodedDecoder | undefined;
    try {
      decoder = new Decoder();
      decoder.getEncodedBuffer(codestream.length).set(codestream);
      if (halvings === 0 || decoder.decodeSubResolution === undefined) {
        decoder.decode();
        return this.picture(decoder, 0);
      }
      decoder.decodeSubResolution(halvings, 0);
      return this.picture(decoder, halvings);
    } catch (thrown) {
      // A C++ exception (a number) was handled inside; anything else may have left the memory in any state.
      if (thrown instanceof Error && !(thrown instanceof Refusal)) {
        this.instance = null;
        decoder = undefined;
      }
      throw new Error([this.place.decoder, ...this.complaints].join(": "), { cause: thrown });
    } finally {
      if (decoder !== undefined) {
        if (decoder.getDecodedBuffer().buffer.byteLength > keptMemory) this.instance = null;
        decoder.delete();
      }
    }
  }

  /** What was decoded; the decoder's own words are about the whole picture. */
  private picture(decoder: EncodedDecoder, halvings: number): DecodedPicture {
    if (this.complaints.length > 0 || (decoder.getLastErrorMessage?.() ?? "") !== "") throw new Refusal();
    const info = frameInfo.safeParse(decoder.getFrameInfo());
    if (!info.success) throw new Refusal();
    const data = decoder.getDecodedBuffer();
    return {
      rows: Math.ceil(info.data.height / 2 ** halvings),
      columns: Math.ceil(info.data.width / 2 ** halvings),
      samples: info.data.componentCount,
      bits: info.data.bitsPerSample,
      signed: info.data.isSigned,
      planar: decoder.getInterleaveMode?.() === 0,
      // Copied at once: the memory is the codec's, and another film may be decoded before this one is read.
      data: data.slice(),
    };
  }
}
