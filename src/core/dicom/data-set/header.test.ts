import { describe, expect, it } from "vitest";
import { concat, element, film, item, u16 } from "../testing/build-dicom.ts";
import type { Film } from "../film.ts";
import { openFilmWith } from "../open.ts";

const ports = {
  codecs: { decode: () => Promise.reject(new Error("not used")) },
  text: { decode: (label: string, bytes: Uint8Array) => new TextDecoder(label).decode(bytes) },
};
const open = (...changes: (readonly [number, Uint8Array | null])[]): Film =>
  openFilmWith(ports, film(changes));
const written = (tag: number, vr: string, value: string) => [tag, element(tag, vr, value)] as const;

const pixelSpacing = (value: string) => written(0x00280030, "DS", value);
const imagerSpacing = (value: string) => written(0x00181164, "DS", value);
const magnification = (value: string) => written(0x00181114, "DS", value);

describe("spacing and where it comes from (PS3.3 10.7.1.3)", () => {
  it.each([
    ["nothing", [], undefined],
    ["Pixel Spacing alone", [pixelSpacing("0.2\\0.3")], { row: 0.2, column: 0.3, source: "pixel-spacing" }],
    [
      "Imager Pixel Spacing alone",
      [imagerSpacing("0.2\\0.3")],
      { row: 0.2, column: 0.3, source: "imager-pixel-spacing" },
    ],
    [
      "both, different: the calibrated one",
      [pixelSpacing("0.19\\0.19"), imagerSpacing("0.2\\0.2")],
      { row: 0.19, column: 0.19, source: "pixel-spacing" },
    ],
    [
      "both, equal: nothing was calibrated",
      [pixelSpacing("0.2\\0.2"), imagerSpacing("0.2\\0.2")],
      { row: 0.2, column: 0.2, source: "imager-pixel-spacing" },
    ],
    [
      "a magnification factor of 1.25",
      [imagerSpacing("0.2\\0.25"), magnification("1.25")],
      { row: 0.16, column: 0.2, source: "imager-pixel-spacing-magnified" },
    ],
    [
      "a factor that cannot be",
      [imagerSpacing("0.2\\0.2"), magnification("0.8")],
      { row: 0.2, column: 0.2, source: "imager-pixel-spacing" },
    ],
    [
      "a factor of 0",
      [imagerSpacing("0.2\\0.2"), magnification("0")],
      { row: 0.2, column: 0.2, source: "imager-pixel-spacing" },
    ],
    ["one number", [pixelSpacing("0.2")], undefined],
    ["zero", [pixelSpacing("0\\0.2")], undefined],
    ["negative", [pixelSpacing("-0.2\\0.2")], undefined],
    ["no numbers", [pixelSpacing("0,2\\0,2")], undefined],
    [
      "nonsense beside a good one",
      [pixelSpacing("\\"), imagerSpacing("0.2\\0.2")],
      { row: 0.2, column: 0.2, source: "imager-pixel-spacing" },
    ],
  ])("%s", (_, changes, expected) => {
    expect(open(...changes).spacing).toEqual(expected);
  });
});

describe("attributes", () => {
  it("are kept as written, without their padding", () => {
    const { attributes } = open(
      written(0x00080018, "UI", "1.2.3"),
      written(0x00080060, "CS", "DX"),
      written(0x00100010, "PN", "Doe^Jane^^Dr."),
      written(0x00100020, "LO", "  17 "),
      written(0x00101010, "AS", "81"),
      written(0x00185101, "CS", "PA"),
      written(0x00200020, "CS", "L\\F"),
      written(0x00200060, "CS", "R"),
    );
    expect(attributes).toMatchObject({
      sopInstanceUid: "1.2.3",
      modality: "DX",
      patientName: "Doe^Jane^^Dr.",
      patientId: "17",
      patientAge: "81",
      viewPosition: "PA",
      patientOrientation: ["L", "F"],
      laterality: "R",
      transferSyntaxUid: "1.2.840.10008.1.2.1",
    });
  });
  it("the image's laterality counts before the series'", () => {
    expect(open(written(0x00200060, "CS", "R"), written(0x00200062, "CS", "L")).attributes.laterality).toBe(
      "L",
    );
  });
  it("an empty or blank value is none", () => {
    const { attributes } = open(written(0x00100010, "PN", ""), written(0x00100020, "LO", "   "));
    expect(attributes).not.toHaveProperty("patientName");
    expect(attributes).not.toHaveProperty("patientId");
  });
  it("text outside the declared character set does not stop the film", () => {
    const name = [0x00100010, element(0x00100010, "PN", Uint8Array.of(0xff, 0xfe, 0x41, 0x42))] as const;
    expect(open(written(0x00080005, "CS", "ISO_IR 192"), name).attributes.patientName).toContain("AB");
    expect(open(written(0x00080005, "CS", "NO SUCH SET"), name).attributes.patientName).toBe("ÿþAB");
  });
});

describe("the grey chain's attributes", () => {
  const windows = (centres: string, widths: string, name?: string) => [
    written(0x00281050, "DS", centres),
    written(0x00281051, "DS", widths),
    ...(name === undefined ? [] : [written(0x00281056, "CS", name)]),
  ];

  it("windows in their order, with their explanations", () => {
    const { grey } = open(...windows("40\\-600.5", "400\\1.5e3"), written(0x00281055, "LO", "SOFT\\LUNG"));
    expect(grey.vois).toEqual([
      { kind: "window", centre: 40, width: 400, function: "LINEAR", explanation: "SOFT" },
      { kind: "window", centre: -600.5, width: 1500, function: "LINEAR", explanation: "LUNG" },
    ]);
  });
  it.each([
    ["a width of 0", "40", "0", undefined, 0],
    ["LINEAR below 1 (C.11.2.1.2: not below 1)", "40", "0.5", undefined, 0],
    ["LINEAR_EXACT below 1 (above 0)", "0.2", "0.5", "LINEAR_EXACT", 1],
    ["SIGMOID of negative width", "40", "-5", "SIGMOID", 0],
    ["no number", "40", "wide", undefined, 0],
    ["infinite", "40", "1e999", undefined, 0],
    ["a centre without width", "40\\50", "100", undefined, 1],
  ])("%s", (_, centre, width, name, count) => {
    expect(open(...windows(centre, width, name)).grey.vois).toHaveLength(count);
  });
  it("a VOI LUT comes before windows", () => {
    const lut = item(
      concat(
        element(0x00283002, "US", u16(3, 65_000, 12)),
        element(0x00283003, "LO", "LUNG"),
        element(0x00283006, "OW", u16(1, 2, 4095)),
      ),
    );
    const { grey } = open(...windows("40", "400"), [0x00283010, element(0x00283010, "SQ", lut)]);
    expect(grey.vois.map(({ kind }) => kind)).toEqual(["lut", "window"]);
    // Unsigned input: 65,000 is no negative number.
    expect(grey.vois[0]).toEqual({
      kind: "lut",
      lut: { first: 65_000, bits: 12, entries: Uint16Array.of(1, 2, 4095), explanation: "LUNG" },
    });
  });
  it.each([
    ["0", "10", { kind: "rescale", slope: 1, intercept: 0 }],
    ["-2", "10", { kind: "rescale", slope: -2, intercept: 10 }],
    ["steep", "10", { kind: "rescale", slope: 1, intercept: 0 }],
  ])("Rescale Slope %s, Intercept %s", (slope, intercept, expected) => {
    const { grey } = open(written(0x00281052, "DS", intercept), written(0x00281053, "DS", slope));
    expect(grey.modality).toEqual(expected);
  });
  it.each([
    ["MONOCHROME1", undefined, true],
    ["MONOCHROME1", "INVERSE", true],
    ["MONOCHROME1", "IDENTITY", false],
    ["MONOCHROME2", undefined, false],
    ["MONOCHROME2", "INVERSE", true],
    ["MONOCHROME2", "LIN OD", false],
  ])("%s with Presentation LUT Shape %s", (photometric, shape, inverted) => {
    const changes = [
      written(0x00280004, "CS", photometric),
      ...(shape === undefined ? [] : [written(0x20500020, "CS", shape)]),
    ];
    expect(open(...changes).grey.inverted).toBe(inverted);
  });
});

describe("enhanced films keep transforms in the Shared Functional Groups", () => {
  const group = (tag: number, ...elements: Uint8Array[]) => element(tag, "SQ", item(concat(...elements)));
  it("window, rescale and spacing", () => {
    const shared = group(
      0x52009229,
      group(0x00289110, element(0x00280030, "DS", "0.1\\0.2")),
      group(0x00289132, element(0x00281050, "DS", "50"), element(0x00281051, "DS", "60")),
      group(0x00289145, element(0x00281052, "DS", "-7"), element(0x00281053, "DS", "2")),
    );
    const { grey, spacing } = open([0x52009229, shared]);
    expect(grey.modality).toEqual({ kind: "rescale", slope: 2, intercept: -7 });
    expect(grey.vois).toMatchObject([{ centre: 50, width: 60 }]);
    expect(spacing).toEqual({ row: 0.1, column: 0.2, source: "pixel-spacing" });
  });
});
