// An ambient declaration can be reached in no other way from every type-check that meets this file.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./fontkit.d.ts" />
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font, type Point } from "fontkit";
import type PDFDocument from "pdfkit";

export type Document = InstanceType<typeof PDFDocument>;
export type Weight = 400 | 600;

const { resolve } = createRequire(import.meta.url);
const read = (file: string): Buffer => readFileSync(resolve(file));

/** Inter comes in parts by script; a letter is set from the first that has it. */
const inter = ["latin", "latin-ext", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "vietnamese"] as const;
/** Scripts that Inter lacks, in one weight: they stand in names and notes. */
const others = ["hebrew", "arabic", "thai"] as const;
/** Variable fonts in about 120 parts each, by what their languages use together. */
const eastAsian = ["jp", "sc", "kr"] as const;
type EastAsian = (typeof eastAsian)[number];

/** pdfkit holds the current font's objects; its declarations do not say so. */
interface Embedded {
  readonly font: Pick<Font, "hasGlyphForCodePoint" | "getGlyph">;
  readonly subset: Subset;
}
interface Subset {
  readonly glyf: Uint8Array[];
  readonly loca: { readonly offsets: number[] };
  readonly hmtx: { readonly metrics: { advance: number; bearing: number }[] };
  offset: number;
  /** Adds a glyph to the font's tables; returns its place in them. */
  _addGlyph(glyph: number): number;
}

/** Code points of each part of a family, as its package lists them ("U+4e00,U+4e8c-4e8d"). */
function partsOf(family: EastAsian): (codePoint: number) => string | null {
  const listed = JSON.parse(
    read(`@fontsource-variable/noto-sans-${family}/unicode.json`).toString("utf8"),
  ) as Record<string, string>;
  const ranges = Object.entries(listed).flatMap(([part, text]) =>
    text.split(",").map((range) => {
      const [first = 0, last = first] = range
        .replace("U+", "")
        .split("-")
        .map((digits) => Number.parseInt(digits, 16));
      return { part: part.replace(/[[\]]/g, ""), first, last };
    }),
  );
  return (codePoint) =>
    ranges.find(({ first, last }) => codePoint >= first && codePoint <= last)?.part ?? null;
}

/**
 * A glyph of the OpenType table "glyf", as a simple one with every point written out; padded to four bytes.
 * https://learn.microsoft.com/typography/opentype/spec/glyf
 */
function simpleGlyph(points: readonly Point[]): Uint8Array {
  if (points.length === 0) return new Uint8Array(0);
  const xs = points.map(({ x }) => Math.round(x));
  const ys = points.map(({ y }) => Math.round(y));
  const ends = points.flatMap(({ endContour }, at) => (endContour ? [at] : []));
  const bytes = new Uint8Array(Math.ceil((12 + 2 * ends.length + 5 * points.length) / 4) * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (value: number): void => {
    view.setInt16(at, value);
    at += 2;
  };
  for (const value of [ends.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])
    put(value);
  for (const end of ends) put(end);
  // No instructions.
  put(0);
  for (const { onCurve } of points) view.setUint8(at++, onCurve ? 1 : 0);
  for (const values of [xs, ys]) {
    for (const [index, value] of values.entries()) put(value - (values[index - 1] ?? 0));
  }
  return bytes;
}

/**
 * Lets pdfkit carry a variable font in WOFF2 at one weight. fontkit 2.0 reads such a font but can write neither its
 * packed outlines nor a variation of them (pdfkit would set its thinnest weight, if anything).
 */
function writeAtWeight({ font, subset }: Embedded, bytes: Uint8Array, weight: Weight): void {
  const varied = create(bytes);
  varied.variationCoords = [weight];
  const variation = varied._variationProcessor;
  subset._addGlyph = (glyph) => {
    const source = font.getGlyph(glyph);
    const { advanceWidth } = source;
    const points = (source._decode()?.points ?? []).map((point) => point.copy());
    const [some] = points;
    if (some !== undefined && variation !== null) {
      const phantoms = [0, advanceWidth, 0, 0].map((x) =>
        Object.assign(some.copy(), { x, y: 0, endContour: true }),
      );
      variation.transformPoints(glyph, [...points, ...phantoms]);
    }
    const written = simpleGlyph(points);
    subset.glyf.push(written);
    subset.loca.offsets.push(subset.offset);
    subset.hmtx.metrics.push({ advance: advanceWidth, bearing: source._getMetrics().leftBearing });
    subset.offset += written.length;
    return subset.glyf.length - 1;
  };
}

/** The report's letters: which part of which font has one. Fonts are read from the disk when the first letter needs them. */
export class ReportFonts {
  readonly #document: Document;
  readonly #fontOf = new Map<string, string | null>();
  readonly #added = new Set<string>();
  readonly #parts = new Map<EastAsian, ReturnType<typeof partsOf>>();

  constructor(document: Document) {
    this.#document = document;
  }

  /**
   * Names of pdfkit's fonts for the letters of a line; null for a letter that no font has. East Asian letters come
   * from one family where one has them all: Japanese, Chinese (simplified) and Korean write many of them apart.
   */
  of(letters: readonly string[], weight: Weight): (string | null)[] {
    const found = letters.map((letter) => this.#alphabetic(letter, weight));
    const rest = letters.filter((letter, at) => found[at] === null && letter !== " ");
    if (rest.length === 0) return found;
    const whole = eastAsian.find((family) => rest.every((letter) => this.#part(family, letter) !== null));
    const order = whole === undefined ? eastAsian : [whole, ...eastAsian];
    return letters.map((letter, at) => found[at] ?? this.#eastAsian(letter, order));
  }

  #alphabetic(letter: string, weight: Weight): string | null {
    const key = `${letter}${weight}`;
    let found = this.#fontOf.get(key);
    if (found === undefined) {
      const files = [
        ...inter.map((script) => `@fontsource/inter/files/inter-${script}-${weight}-normal.woff`),
        ...others.map(
          (script) => `@fontsource/noto-sans-${script}/files/noto-sans-${script}-${script}-400-normal.woff`,
        ),
      ];
      found =
        files.find((file) => this.#add(file).font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) ?? null;
      this.#fontOf.set(key, found);
    }
    return found;
  }

  #part(family: EastAsian, letter: string): string | null {
    let parts = this.#parts.get(family);
    if (parts === undefined) {
      parts = partsOf(family);
      this.#parts.set(family, parts);
    }
    return parts(letter.codePointAt(0) ?? 0);
  }

  #eastAsian(letter: string, order: readonly EastAsian[]): string | null {
    for (const family of order) {
      const part = this.#part(family, letter);
      if (part === null) continue;
      const file = `@fontsource-variable/noto-sans-${family}/files/noto-sans-${family}-${part}-wght-normal.woff2`;
      if (this.#add(file, 400).font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) return file;
    }
    return null;
  }

  /** Registers a font under its file's name, once, and makes it the current one. */
  #add(file: string, variable: Weight | null = null): Embedded {
    const bytes = this.#added.has(file) ? null : read(file);
    if (bytes !== null) this.#document.registerFont(file, bytes);
    const { _font: current } = this.#document.font(file) as unknown as { _font: Embedded };
    if (bytes !== null && variable !== null) writeAtWeight(current, bytes, variable);
    this.#added.add(file);
    return current;
  }
}
