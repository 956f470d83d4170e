/** Decoders that a film may need; core reaches them through the port below. */
export type CodecName = "jpeg" | "jpeg-extended" | "jpeg-lossless" | "jpeg-ls" | "jpeg-2000" | "ht-j2k";

/** A decoded picture as a codec gives it. */
export interface DecodedPicture {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  /** Bits a sample of the codestream. */
  readonly bits: number;
  readonly signed: boolean;
  /**
   * Samples row-major, in pixel order (R G B R G B ...), two bytes each in the platform's order where
   * `bits` is over 8. The memory belongs to the receiver.
   */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** True where the samples stand in planes (all R, all G, all B) instead. */
  readonly planar: boolean;
}

/** Decodes one codestream whose header core has read and found to agree with the film's. */
export interface Codecs {
  /**
   * @param halvings how often the picture may be halved for less work, each time rounding up: JPEG 2000 holds smaller
   * copies of a picture; every other codec gives all of it
   * @throws AppError codec/unsupported where this decoder is not there; anything else thrown is a
   * damaged codestream
   */
  decode(codec: CodecName, codestream: Uint8Array, halvings?: number): Promise<DecodedPicture>;
}

/** Decodes text; platforms have it (TextDecoder), the language does not. */
export interface TextPort {
  /** @param label an encoding of the WHATWG Encoding Standard, such as "iso-8859-5" */
  decode(label: string, bytes: Uint8Array): string;
}
