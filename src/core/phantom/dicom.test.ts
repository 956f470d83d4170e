import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { phantomDicom } from "./dicom.ts";
import { drawPhantom } from "./draw.ts";
import { pydicomPresent, readWithPydicom } from "./testing/pydicom.ts";

const spacing = { row: 0.5, column: 0.25, source: "imager-pixel-spacing" } as const;

describe.skipIf(!pydicomPresent())("a phantom's DICOM file, read by pydicom", () => {
  it.each([
    { bits: 8, polarity: "MONOCHROME2", modality: "DX", dtype: "uint8" },
    { bits: 12, polarity: "MONOCHROME1", modality: "CR", dtype: "uint16" },
    { bits: 16, polarity: "MONOCHROME1", modality: "DX", dtype: "uint16" },
  ] as const)("has the drawn values: $bits bits, $polarity, $modality", (film) => {
    const { bits, polarity, modality, dtype } = film;
    // Odd sizes: an odd number of bytes has to be padded.
    const phantom = drawPhantom({ seed: 5, rows: 101, columns: 121, bits, polarity, spacing, age: 4 });
    const read = readWithPydicom(phantomDicom(phantom, { modality, name: "FIVE", sex: "F" }));
    const expected = createHash("sha256").update(Buffer.from(phantom.values.buffer)).digest("hex");
    expect(read).toMatchObject({ shape: [101, 121], dtype, sha256: expected, syntax: "1.2.840.10008.1.2.1" });
    expect(read.attributes).toMatchObject({
      PatientName: "PHANTOM^FIVE",
      PatientAge: "004Y",
      PatientBirthDate: "20220101",
      PatientSex: "F",
      Modality: modality,
      BodyPartExamined: "CHEST",
      ViewPosition: "AP",
      PhotometricInterpretation: polarity,
      BitsStored: String(bits),
      HighBit: String(bits - 1),
      BurnedInAnnotation: "YES",
      QualityControlImage: "YES",
      ImagerPixelSpacing: "[0.5, 0.25]",
      PatientOrientation: "['L', 'F']",
    });
    expect(read.attributes["PixelSpacing"]).toBeUndefined();
    expect(read.attributes["SOPInstanceUID"]).toMatch(/^2\.25\.[1-9]\d{36,38}$/);
  });

  it("writes calibrated spacing, leaves attributes out and replaces them", () => {
    const calibrated = { ...spacing, source: "pixel-spacing" } as const;
    const phantom = drawPhantom({ seed: 5, rows: 96, columns: 96, spacing: calibrated, age: 1.5 });
    const override = { PatientBirthDate: null, ViewPosition: "LL", PatientAge: "81" };
    const { attributes } = readWithPydicom(phantomDicom(phantom, { override }));
    expect(attributes).toMatchObject({
      PixelSpacing: "[0.5, 0.25]",
      PixelSpacingCalibrationType: "FIDUCIAL",
      ViewPosition: "LL",
      PatientAge: "81",
    });
    expect(attributes["PatientBirthDate"]).toBeUndefined();
    // 18 months before 2026-01-05.
    expect(readWithPydicom(phantomDicom(phantom)).attributes).toMatchObject({
      PatientAge: "018M",
      PatientBirthDate: "20240701",
    });
  });

  it("gives different films different UIDs, and the same film the same bytes", () => {
    const draw = (seed: number, bits: number) =>
      phantomDicom(drawPhantom({ seed, rows: 96, columns: 96, bits }));
    const uid = (bytes: Uint8Array) => readWithPydicom(bytes).attributes["SOPInstanceUID"];
    const films = [draw(1, 8), draw(1, 12), draw(2, 8)].map(uid);
    expect(new Set(films).size).toBe(3);
    expect(draw(1, 8)).toEqual(draw(1, 8));
  });
});
