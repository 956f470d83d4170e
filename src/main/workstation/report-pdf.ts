import { AppError } from "../../core/base/errors.ts";
import { inLanguage, type Language } from "../../core/base/language.ts";
import { reportWords as words } from "../../core/base/messages/report.ts";
import { readJpegHeader } from "../../core/dicom/codestream/jpeg-header.ts";
import { ReportFonts, type Document, type Weight } from "./report-fonts.ts";
import { inVisualOrder } from "./visual-order.ts";

export interface ReportPage {
  readonly text: string;
  /** Baseline JPEG with the words beneath it; null for a report without a key image. */
  readonly picture: { readonly jpeg: Uint8Array; readonly caption: string } | null;
  /** What stands at the foot of every page. */
  readonly foot: string;
  /** Of the title and of page numbers. */
  readonly language: Language;
  readonly program: string;
  readonly made: Date;
}

/** Points; A4 is 595.28 x 841.89. */
const margin = 51;
const size = { title: 13, body: 10, small: 8 } as const;
const leading = 1.45;
/** Of Inter, in parts of its size: letters of every font stand on its line. */
const ascent = 0.97;
const ink = { text: "#000000", quiet: "#555555" } as const;

interface Run {
  readonly font: string;
  /** A word that is shaped from right to left. */
  readonly backwards: boolean;
  text: string;
  width: number;
}

/** Sets lines of words in whichever part of the font has their letters. */
class Setter {
  readonly #document: Document;
  readonly #lowest: number;
  readonly #fonts: ReportFonts;
  y = margin;

  constructor(document: Document, foot: number) {
    this.#document = document;
    this.#fonts = new ReportFonts(document);
    this.#lowest = document.page.height - margin - foot;
  }

  get width(): number {
    return this.#document.page.width - 2 * margin;
  }

  /** Room to the foot of the page. */
  get room(): number {
    return this.#lowest - this.y;
  }

  newPage(): void {
    this.#document.addPage();
    this.y = margin;
  }

  /** Paragraph of `text` from `indent` on, broken at spaces, and inside a word that is longer than a line. */
  paragraph(text: string, fontSize: number, colour: string, weight: Weight = 400, indent = 0): void {
    for (const line of this.#broken(text, fontSize, weight, this.width - indent)) {
      if (this.room < fontSize * leading) this.newPage();
      this.#draw(line, margin + indent, this.y, fontSize, colour);
      this.y += fontSize * leading;
    }
  }

  /** A name in the quiet column, its value beside it. */
  labelled(name: string, value: string, column: number): void {
    if (this.room < size.body * leading) this.newPage();
    this.line(name, margin, this.y, size.body, ink.quiet);
    this.paragraph(value, size.body, ink.text, 400, column);
  }

  /** One line at a place of its own; not broken. */
  line(text: string, x: number, y: number, fontSize: number, colour: string): void {
    this.#draw(this.#runs(text, fontSize, 400), x, y, fontSize, colour);
  }

  measure(text: string, fontSize: number, weight: Weight = 400): number {
    return widthOf(this.#runs(text, fontSize, weight));
  }

  #draw(runs: readonly Run[], x: number, y: number, fontSize: number, colour: string): void {
    let at = x;
    const placed = runs.map((run) => ({ ...run, x: (at += run.width) - run.width }));
    for (const { font, text, x: from } of inReadingOrder(placed))
      this.#document
        .font(font, fontSize)
        .fillColor(colour)
        .text(text, from, y + ascent * fontSize, { lineBreak: false, baseline: "alphabetic" });
  }

  #broken(text: string, fontSize: number, weight: Weight, width: number): Run[][] {
    const lines: Run[][] = [];
    let line = "";
    const fits = (candidate: string): boolean => this.measure(candidate.trimEnd(), fontSize, weight) <= width;
    const end = (): void => {
      lines.push(this.#runs(line.trimEnd(), fontSize, weight));
      line = "";
    };
    for (const word of text.match(/\S+\s*|^\s+/gu) ?? []) {
      if (fits(line + word)) {
        line += word;
        continue;
      }
      if (line.trim() !== "") end();
      for (const letter of word) {
        if (line !== "" && !fits(line + letter)) end();
        line += letter;
      }
    }
    end();
    return lines;
  }

  /** Letters of `text` that no font has, each once. */
  missing(text: string): string {
    const letters = [...new Set(text)].filter((letter) => letter !== "\n");
    const fonts = this.#fonts.of(letters, 400);
    return letters.filter((_letter, at) => fonts[at] === null).join("");
  }

  #runs(text: string, fontSize: number, weight: Weight): Run[] {
    const runs: Run[] = [];
    for (const { text: piece, backwards } of inVisualOrder(text)) {
      const letters = [...piece];
      const fonts = this.#fonts.of(letters, weight);
      const own: Run[] = [];
      for (const [at, letter] of letters.entries()) {
        const last = own.at(-1);
        // A space, a mark and a joiner belong to what stands before them. What no font has was refused before.
        const follows = last !== undefined && /[ \p{Mn}\u200c\u200d]/u.test(letter);
        const font = follows ? last.font : (fonts[at] ?? last?.font ?? "");
        if (last?.font === font) last.text += letter;
        else own.push({ font, backwards, text: letter, width: 0 });
      }
      runs.push(...(backwards ? own.toReversed() : own));
    }
    for (const run of runs) run.width = this.#document.font(run.font, fontSize).widthOfString(run.text);
    return runs;
  }
}

/** Words from right to left in the order in which they are read, so that they are found and copied so. */
function inReadingOrder<Placed extends Run>(placed: readonly Placed[]): Placed[] {
  const [ordered, stretch]: [Placed[], Placed[]] = [[], []];
  const end = (): void => void ordered.push(...stretch.splice(0).toReversed());
  for (const run of placed) {
    if (run.backwards) stretch.push(run);
    else {
      end();
      ordered.push(run);
    }
  }
  end();
  return ordered;
}

const widthOf = (runs: readonly Run[]): number => runs.reduce((sum, { width }) => sum + width, 0);

/** Composed, without what no font draws: other spaces become spaces, tabs too; controls go. */
const printable = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .replace(/\r\n?/g, "\n")
    // Joiners part or join Arabic letters, and mean nothing elsewhere.
    .replace(/(?<!\p{Script=Arabic})[\u200c\u200d]|[\u200c\u200d](?!\p{Script=Arabic})/gu, "")
    .replaceAll("≥", ">=")
    .replaceAll("≤", "<=")
    .replaceAll("→", "->")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060\ufeff]/g, "");

/** "Name: value" from the line's start; a name is short. */
const label = /^([^\s:][^:]{0,29}:)(?:\s+(.*))?$/u;

/**
 * The report as a PDF, A4: its lines, the key image with its caption, and the foot on every page. The fonts
 * are carried inside it, so that it looks the same everywhere, and its text can be searched.
 * @throws AppError report/no-letters, report/bad-picture
 */
export async function reportPdf({
  text,
  picture,
  foot,
  language,
  program,
  made,
}: ReportPage): Promise<Uint8Array<ArrayBuffer>> {
  const { default: Pdf } = await import("pdfkit");
  const document = new Pdf({
    size: "A4",
    margin: 0,
    bufferPages: true,
    lang: "en",
    pdfVersion: "1.7",
    // No font of pdfkit's own: none of them has more than Latin letters.
    font: null as never,
    info: {
      Title: inLanguage(language, () => words.title),
      Creator: program,
      Producer: program,
      CreationDate: made,
    },
  });
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on("end", resolve));
  const setter = new Setter(document, 3 * size.small * leading);

  const body = printable(text).trimEnd();
  const letters = setter.missing([body, foot, picture?.caption ?? ""].map(printable).join(""));
  if (letters !== "") throw new AppError("report/no-letters", { letters });
  const lines = body.split("\n");
  const labels = lines.map((line) => label.exec(line));
  const column = Math.max(
    0,
    ...labels.map((found) => (found === null ? 0 : setter.measure(`${found[1]}  `, size.body))),
  );
  for (const [at, line] of lines.entries()) {
    const found = labels[at] ?? null;
    if (line === "") setter.y += size.body * 0.7;
    else if (found !== null) setter.labelled(found[1] ?? "", (found[2] ?? "").trim(), column);
    else if (at === 0) {
      setter.paragraph(line, size.title, ink.text, 600);
      setter.y += size.body * 0.4;
    } else {
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      setter.paragraph(
        line.trim(),
        size.body,
        indent > 0 ? ink.quiet : ink.text,
        400,
        indent > 0 ? column : 0,
      );
    }
  }
  if (picture !== null) placePicture(document, setter, picture);
  writeFeet(document, setter, printable(foot), language);
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** @throws AppError report/bad-picture */
function sizeOf(jpeg: Uint8Array): { rows: number; columns: number } {
  try {
    const header = readJpegHeader(jpeg);
    if (header.process === "baseline" && header.complete) return header;
  } catch (cause) {
    throw new AppError("report/bad-picture", {}, { cause });
  }
  throw new AppError("report/bad-picture");
}

function placePicture(
  document: Document,
  setter: Setter,
  { jpeg, caption }: NonNullable<ReportPage["picture"]>,
): void {
  const image = sizeOf(jpeg);
  const gap = size.body;
  const below = 2 * size.small * leading;
  // Smaller than this it is no picture of a film: it gets a page of its own.
  if (setter.room - gap - below < 240) setter.newPage();
  else setter.y += gap;
  const scale = Math.min(setter.width / image.columns, (setter.room - below) / image.rows);
  const [width, height] = [image.columns * scale, image.rows * scale];
  document.image(Buffer.from(jpeg), margin, setter.y, { width, height });
  setter.y += height + 4;
  setter.paragraph(printable(caption), size.small, ink.quiet);
}

function writeFeet(document: Document, setter: Setter, foot: string, language: Language): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(start + page);
    const y = document.page.height - margin;
    const number = inLanguage(language, () => words.page(page + 1, count));
    setter.line(foot, margin, y, size.small, ink.quiet);
    const x = document.page.width - margin - setter.measure(number, size.small);
    setter.line(number, x, y, size.small, ink.quiet);
  }
}
