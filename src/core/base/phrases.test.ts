import { expect, test } from "vitest";
import { AppError, fromWire, toWire } from "./errors.ts";
import { inLanguage } from "./language.ts";
import { archivePhrases, filmPhrases, libraryPhrases } from "./phrases.ts";

const seenIn = (language: "en" | "tr", error: AppError): string =>
  inLanguage(language, () => fromWire(structuredClone(toWire(error))).message);

test("what is wrong inside a file is worded in the language of whoever reads of it, its numbers too", () => {
  const short = new AppError("film/corrupt", {
    file: "a.dcm",
    detail: filmPhrases.shortPixelData(1234, 5678),
  });
  expect(short.message).toBe(
    "a.dcm is damaged (it holds 1,234 bytes of pixels where 5,678 belong). Copy it again from its source.",
  );
  expect(seenIn("en", short)).toBe(short.message);
  expect(seenIn("tr", short)).toMatch(/^a\.dcm bozuk \(.*1\.234.*\)\. Kaynağından yeniden kopyalayın\.$/);
  expect(seenIn("tr", short)).not.toContain("bytes");
  const sum = new AppError("archive/entry-damaged", { file: "a.zip", detail: archivePhrases.checksum });
  expect(seenIn("tr", sum)).toContain("sağlama toplamı başka");
});

test("what the disk or the database said is worded in the window's language, and never in the system's", () => {
  const damaged = new AppError("library/damaged", { folder: "/l", detail: libraryPhrases.damagedDatabase });
  expect(damaged.message).toContain("(its database is damaged)");
  expect(seenIn("tr", damaged)).toContain("(veri tabanı bozuk)");
});

test("a file that is named like a phrase keeps its name, whatever stands in it", () => {
  for (const file of ['\u001f["film","nothing"]', "\u001f[", '\u001f["toString","a"]', '\u001f["film"]'])
    expect(() => new AppError("film/empty", { file })).not.toThrow();
  expect(new AppError("film/empty", { file: "\u001fa.dcm" }).message).toContain("\u001fa.dcm is empty");
});
