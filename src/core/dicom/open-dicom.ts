import { AppError } from "../base/errors.ts";
import type { Codecs, TextPort } from "./codecs.ts";
import { decodeText, encodingOf } from "./data-set/character-set.ts";
import type { DataSet } from "./data-set/data-set.ts";
import { readPart10 } from "./data-set/part10.ts";
import { readAttributes } from "./data-set/read-attributes.ts";
import { pixelDataTag } from "./data-set/read-elements.ts";
import { readSpacing } from "./data-set/read-spacing.ts";
import type { Film } from "./film.ts";
import { readGreyChain } from "./grey/read-grey-chain.ts";
import type { FilmLimits } from "./limits.ts";
import { readPalette } from "./pixels/colour.ts";
import { decodeFrame } from "./pixels/decode-frame.ts";
import { frameSource } from "./pixels/frame-bytes.ts";
import { pixelDescription } from "./pixels/pixel-description.ts";

export interface FilmPorts {
  readonly codecs: Codecs;
  readonly text: TextPort;
}

/** A grey chain that changes nothing: pictures that are not DICOM, and colour. */
export const identityGrey: Film["grey"] = {
  modality: { kind: "rescale", slope: 1, intercept: 0 },
  vois: [],
  inverted: false,
};

/**
 * Opens a DICOM film: reads and checks its header and finds its frames; no pixel is decoded.
 * @throws AppError film/truncated, film/corrupt, film/too-large, film/no-pixels, film/bad-attribute
 */
export function openDicom(bytes: Uint8Array, ports: FilmPorts, limits: FilmLimits): Film {
  const { syntax, dataSet } = readPart10(bytes, limits);
  const encoding = encodingOf(dataSet);
  const readText = (set: DataSet, tag: number): string | undefined =>
    decodeText(set, tag, encoding, ports.text);
  const description = pixelDescription(dataSet, limits);
  const source = frameSource(dataSet, description);
  const palette = description.photometric === "PALETTE COLOR" ? readPalette(dataSet, description) : undefined;
  const colour = palette !== undefined || description.samples === 3;
  const pixelData = dataSet.elements.get(pixelDataTag);
  const inWords = pixelData?.vr !== "OB";
  return {
    kind: "dicom",
    rows: description.rows,
    columns: description.columns,
    frames: description.frames,
    colour,
    bitsStored: colour ? 8 : description.bitsStored,
    signed: colour ? false : description.signed,
    grey: colour ? identityGrey : readGreyChain(dataSet, description, readText),
    spacing: readSpacing(dataSet),
    attributes: readAttributes(dataSet, syntax.uid, readText),
    ...(syntax.compression === "none" && !syntax.bigEndian && !colour && { nativeBytes: source.bytes }),
    async decodeFrame(index, halvings = 0) {
      if (!Number.isInteger(index) || index < 0 || index >= description.frames) {
        throw new AppError("film/no-such-frame", { frame: index, frames: description.frames });
      }
      const input = { description, syntax, source, palette, inWords, halvings };
      return await decodeFrame(ports.codecs, input, index);
    },
  };
}
