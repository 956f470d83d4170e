import { Room } from "../../core/base/room.ts";
import { halvingsFor } from "../../core/display/first-picture.ts";
import type { Film, Frame, StoredValues } from "../../core/dicom/film.ts";
import { kindOfValues, type EngineRequest, type PixelPlace } from "./engine-messages.ts";
import { PaintBeside } from "./paint-beside.ts";
import { readFilmFile } from "./read-film-file.ts";

type Asked<Kind> = Extract<EngineRequest, { kind: Kind }>;
type FrameOfFile = Pick<Asked<"decode">, "path" | "file" | "frame">;
type OpenFilm = (bytes: Uint8Array, options: { file: string }) => Promise<Film>;

interface Decoded {
  readonly bytes: Uint8Array;
  readonly film: Film;
  readonly frame: Frame;
}

const isOne = (one: FrameOfFile, other: FrameOfFile): boolean =>
  one.path === other.path && one.file === other.file && one.frame === other.frame;

/** Where the file holds a frame's stored values just as they are: then they need not be sent. */
function placeInFile({ film, bytes }: Decoded, frame: number, stored: StoredValues): PixelPlace | null {
  const values = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
  const native = film.nativeBytes?.(frame).subarray(0, values.length);
  // Fragments that were joined lie elsewhere.
  if (native?.buffer !== bytes.buffer) return null;
  const isView = values.buffer === native.buffer && values.byteOffset === native.byteOffset;
  if (!isView && Buffer.compare(native, values) !== 0) return null;
  return { at: native.byteOffset - bytes.byteOffset, length: stored.length, kind: kindOfValues(stored) };
}

/** Memory of several threads cannot be sent to another process. */
const toSend = <Values extends StoredValues>(values: Values): Values =>
  values.buffer instanceof SharedArrayBuffer ? (values.slice() as Values) : values;

/** A frame's pixels, or where they lie. */
function pixelsOf(decoded: Decoded, index: number) {
  const { frame } = decoded;
  if (frame.colour) return { colour: true, rgb: toSend(frame.rgb) };
  const place = placeInFile(decoded, index, frame.stored);
  return place === null ? { colour: false, stored: toSend(frame.stored) } : { colour: false, place };
}

const headOf = (film: Film, frame: number) => ({
  kind: film.kind,
  frames: film.frames,
  frame,
  rows: film.rows,
  columns: film.columns,
  bitsStored: film.bitsStored,
  signed: film.signed,
  grey: film.grey,
  spacing: film.spacing ?? null,
  orientation: [...(film.attributes.patientOrientation ?? [])],
});

/** Decodes frames of films. One that was painted stays here until something else is asked: its pixels are wanted next. */
export class FrameDecoder {
  readonly #openFilm: OpenFilm;
  readonly painter = new PaintBeside();
  /** Holds the file of what is kept. */
  readonly #room = Room.shared();
  #kept: { readonly of: FrameOfFile; readonly decoded: Decoded } | null = null;

  constructor(openFilm: OpenFilm) {
    this.#openFilm = openFilm;
  }

  /** @returns a `sentFrame` */
  async decode(asked: Asked<"decode">) {
    const kept = this.#kept !== null && isOne(this.#kept.of, asked) ? this.#kept.decoded : null;
    this.#kept = null;
    const decoded = kept ?? (await this.#decoded(asked));
    return { ...headOf(decoded.film, asked.frame), pixels: pixelsOf(decoded, asked.frame) };
  }

  /** @returns a `paintedFrame` */
  async paint(asked: Asked<"paint">) {
    this.#kept = null;
    const decoded = await this.#decoded(asked, asked.stage);
    const { film, frame } = decoded;
    const whole = frame.rows === film.rows && frame.columns === film.columns;
    if (whole) this.#kept = { of: asked, decoded };
    const head = headOf(film, asked.frame);
    const picture = await this.painter.paint({ ...head, decoded: frame, pixels: frame }, asked.stage);
    return { ...head, picture: { ...picture, exact: whole } };
  }

  /** @param stage what the frame is to be painted on: then a smaller copy will do where the film holds one */
  async #decoded(
    { path, file, frame }: FrameOfFile,
    stage: Asked<"paint">["stage"] | null = null,
  ): Promise<Decoded> {
    const bytes = await readFilmFile(path, file, this.#room);
    const film = await this.#openFilm(bytes, { file });
    const halvings = stage === null ? 0 : halvingsFor(headOf(film, frame), stage);
    return { bytes, film, frame: await film.decodeFrame(frame, halvings) };
  }
}
