import { describe, expect, it } from "vitest";
import type { TextPort } from "../codecs.ts";
import { decodeBytes, encodingOfTerms } from "./character-set.ts";
import { entries, program } from "./character-sets.json" with { type: "json" };

const port: TextPort = { decode: (label, bytes) => new TextDecoder(label).decode(bytes) };
const decoded = (terms: readonly string[], bytes: Uint8Array): string =>
  decodeBytes(bytes, encodingOfTerms(terms), port);
const written = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe(`text in every character set, as ${program} reads it`, () => {
  it.each(entries)("$name", ({ terms, hex, text }) => {
    const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
    // pydicom leaves out an empty last group of a name.
    expect(decoded(terms, bytes).replace(/=$/, "")).toBe(text);
  });
});

describe("text as it is found", () => {
  it("a Korean name whose second part leaves the escape sequence out", () => {
    const bytes = written("Hong^Gildong=\u001b$)C\u00fb\u00f3^\u00d1\u00ce\u00d4\u00d7");
    expect(decoded(["", "ISO 2022 IR 149"], bytes)).toBe("Hong^Gildong=洪^吉洞");
  });

  it("an escape sequence that is cut off, or of no known set, leaves the rest readable", () => {
    expect(decoded(["", "ISO 2022 IR 87"], written("Yamada\u001b$"))).toBe("Yamada");
    expect(decoded(["", "ISO 2022 IR 87"], written("Yamada\u001b%/Z^Tarou"))).toBe("Yamada^Tarou");
  });

  it("an escape sequence without declared extensions is left out", () => {
    expect(decoded(["ISO_IR 100"], written("\u001b(BM\u00fcller"))).toBe("Müller");
  });

  it("a set of two bytes that ends in the middle of a character does not throw", () => {
    expect(decoded(["", "ISO 2022 IR 87"], written("\u001b$B;3E"))).toContain("山");
  });
});
