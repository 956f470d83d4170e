/** The package is published without the types that its package.json names. */
declare module "jpeg-lossless-decoder-js" {
  export class Decoder {
    /** Size of the picture, and where the next pixel goes. */
    readonly xDim: number;
    readonly yDim: number;
    readonly yLoc: number;
    readonly numComp: number;
    readonly frame: { readonly precision: number };
    decode(buffer: ArrayBufferLike, offset: number, length: number): Uint8Array | Uint16Array;
  }
}
