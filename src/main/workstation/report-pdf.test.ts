import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { decode as decodePng } from "fast-png";
import { describe, expect, test } from "vitest";
import { canRun } from "../../core/dicom/testing/dcmtk.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { reportPdf, type ReportPage } from "./report-pdf.ts";

const run = promisify(execFile);
const poppler = canRun(["pdftotext", "pdftoppm", "pdffonts"], "poppler-utils");

const page: ReportPage = {
  text: "CHEST FILM, READ\nPatient: Doe, Jane\n",
  picture: null,
  foot: "An aid.",
  language: "en" as const,
  program: "Overread 0.0.0",
  made: new Date("2026-11-24T09:30:00Z"),
};

/** A JPEG of 8 x 8 grey pixels of one level, made by libjpeg (Pillow, quality 95). */
const grey = Buffer.from(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z",
  "base64",
);

async function asFile(made: ReportPage): Promise<string> {
  const file = join(await temporaryFolder(), "report.pdf");
  await writeFile(file, await reportPdf(made));
  return file;
}

describe.skipIf(!poppler)("read by poppler", () => {
  test("names are right in Turkish, Greek and Cyrillic, and can be searched", async () => {
    const names = [
      "Yılmaz, Ayşe Gülşah İĞÜÖÇ ığüöç",
      "Παπαδοπούλου, Ελένη ϊΐύ ΆΈΉ",
      "Щербакова, Ёлка Йосипівна їєґ",
      "Nguyễn, Thị Hương",
      "Škvorecký, Łukasz Ñandú",
    ];
    const file = await asFile({ ...page, text: names.map((name) => `Patient: ${name}`).join("\n") });
    const { stdout } = await run("pdftotext", ["-raw", file, "-"]);
    for (const name of names) expect(stdout.normalize("NFC")).toContain(name);
    const { stdout: fonts } = await run("pdffonts", [file]);
    const rows = fonts.trim().split("\n").slice(2);
    // Every font is carried inside, with its letters' meaning: emb, sub and uni.
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).toMatch(/Inter-\w+ .* yes yes yes /);
  });

  test("so are names in Japanese, Chinese, Korean, Hebrew, Arabic and Thai, in fonts that are carried inside", async () => {
    const names = [
      ...[
        "Yamada, Tarou (山田 太郎)",
        "ﾔﾏﾀﾞ, ﾀﾛｳ",
        "王, 小东",
        "歐陽, 詩穎",
        "Hong, Gildong (洪 吉洞)",
        "김, 희중",
      ],
      ...["כהן, שרה", "קבאני, לנזאר", "محمد, كريم علي", "رضایی, علی\u200cرضا", "สมชาย, ใจดี"],
    ];
    // Beside them what a report has: an identifier, an age, a sex. They stay where they are.
    const lines = names.map((name) => `Patient: ${name}, ID-77, 5 y, F`);
    const file = await asFile({ ...page, text: lines.join("\n") });
    const { stdout } = await run("pdftotext", [file, "-"]);
    // Poppler marks what runs from right to left, and tells the two Arabic letters yeh apart only where they look apart.
    const plain = (text: string): string =>
      text
        .replace(/[\u200c\u200e\u200f\u202a-\u202e]/g, "")
        .normalize("NFKC")
        .replaceAll("ی", "ي");
    const read = plain(stdout);
    for (const name of names.slice(0, 6)) expect(read).toContain(plain(name));
    // Of what runs from right to left poppler gives the words by their place on paper.
    for (const word of names.slice(6).flatMap((name) => name.split(/,? /)))
      expect(read).toContain(plain(word));
    expect(read.match(/ID-77, 5 y, F/g)).toHaveLength(names.length);
    const { stdout: fonts } = await run("pdffonts", [file]);
    for (const row of fonts.trim().split("\n").slice(2)) expect(row).toMatch(/ yes yes yes /);
  });

  test("a name from right to left stands on paper as its readers write it", async () => {
    const file = await asFile({ ...page, text: "Patient: כהן, שרה, ID-77" });
    const { stdout } = await run("pdftotext", ["-bbox", file, "-"]);
    const left = (word: string): number =>
      Number(new RegExp(`xMin="([\\d.]+)"[^>]*>[^<]*${word}`).exec(stdout)?.[1]);
    // Poppler lists each word's letters as they stand on paper, from the left. The family name comes first, which
    // is on the right; the number comes behind both.
    const [family, given] = ["כהן", "שרה"].map((name) => left([...name].toReversed().join("")));
    expect(given).toBeGreaterThan(left("Patient:"));
    expect(family).toBeGreaterThan(given ?? NaN);
    expect(left("ID-77")).toBeGreaterThan(family ?? NaN);
  });

  test("a long note is broken into lines and pages; each page has its number and the foot", async () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`).join(" ");
    const file = await asFile({ ...page, text: `READ\nNote: ${words}\n${"x".repeat(300)}` });
    const { stdout } = await run("pdftotext", ["-raw", file, "-"]);
    const pages = stdout.split("\f").slice(0, -1);
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(text).toContain("An aid.");
    }
    expect(stdout.match(/word\d+/g)).toHaveLength(900);
    expect(stdout.replace(/\s/g, "")).toContain("x".repeat(300));
    // Nothing is set past the margin of 51 points on paper 595 wide.
    const { stdout: boxes } = await run("pdftotext", ["-bbox", file, "-"]);
    const right = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(Math.max(...right)).toBeLessThan(595.3 - 51 + 0.5);
  });

  test("the key image is on the page with its caption, in its grey", async () => {
    const file = await asFile({ ...page, picture: { jpeg: grey, caption: "Key image: film 1." } });
    const prefix = file.replace(/\.pdf$/, "");
    await run("pdftoppm", ["-r", "36", "-png", "-singlefile", file, prefix]);
    const { data, width, height, channels } = decodePng(await readFile(`${prefix}.png`));
    const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * channels;
    expect(Math.abs((data[middle] ?? 0) - 96)).toBeLessThanOrEqual(2);
    expect((await run("pdftotext", [file, "-"])).stdout).toContain("Key image: film 1.");
  });
});

test("a name in letters that no font here has is refused, never misspelt", async () => {
  await expect(reportPdf({ ...page, text: "Patient: ገብረ, አበበ" })).rejects.toThrow(
    expect.objectContaining({ code: "report/no-letters", params: { letters: "ገብረአበ" } }),
  );
});

test("a picture that is no whole JPEG is refused", async () => {
  for (const jpeg of [grey.subarray(0, 40), grey.subarray(0, -2), Buffer.from("no picture")]) {
    await expect(reportPdf({ ...page, picture: { jpeg, caption: "" } })).rejects.toThrow(
      expect.objectContaining({ code: "report/bad-picture" }),
    );
  }
});

test("a document says nothing of its patient in its properties", async () => {
  const bytes = Buffer.from(await reportPdf(page)).toString("latin1");
  expect(bytes.startsWith("%PDF-1.7")).toBe(true);
  expect(bytes).not.toMatch(/Doe|Jane/);
});
