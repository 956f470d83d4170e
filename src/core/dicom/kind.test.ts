import { describe, expect, it } from "vitest";
import { filmKind } from "./kind.ts";
import { ascii, concat, element, u16, u32 } from "./testing/build-dicom.ts";
import { fixtures, readFixture } from "./testing/fixtures.ts";

describe("the kind of a film is told by its first 200 bytes", () => {
  it.each(fixtures)("$name", ({ file }) => {
    const kind = file.endsWith(".png") ? "png" : file.endsWith(".jpg") ? "jpeg" : "dicom";
    expect(filmKind(readFixture(file).slice(0, 200))).toBe(kind);
  });

  it("a data set without preamble, explicit or implicit, with group lengths or not", () => {
    const value = "1.2.840.10008.5.1.4.1.1.7";
    const explicit = concat(element(0x00080000, "UL", u32(200)), element(0x00080016, "UI", value));
    const implicit = concat(u16(8, 0x16), u32(26), ascii(`${value}\0`), u16(8, 0x18), u32(4), ascii("1.2\0"));
    expect(filmKind(explicit)).toBe("dicom");
    expect(filmKind(implicit)).toBe("dicom");
  });

  it.each([
    ["text", ascii("%PDF-1.7 and so on".repeat(20))],
    ["an executable", concat(ascii("MZ"), new Uint8Array(300))],
    ["zeros", new Uint8Array(300)],
    ["eights", concat(u16(8, 8), new Uint8Array(300))],
    ["a GIF", concat(ascii("GIF89a"), new Uint8Array(300).fill(7))],
    ["half a signature", Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
    ["nothing", new Uint8Array(0)],
  ])("%s is no film", (_, bytes) => {
    expect(filmKind(bytes)).toBeNull();
  });
});
