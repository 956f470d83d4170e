// Writes the uncompressed phantom films that scripts/make-fixtures.py starts from: make-fixture-phantoms.ts FOLDER
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom, type Phantom } from "../src/core/phantom/draw.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("a folder is missing");

const bases = [
  { name: "p8", bits: 8, polarity: "MONOCHROME2", seed: 8 },
  { name: "p10", bits: 10, polarity: "MONOCHROME2", seed: 10 },
  { name: "p12", bits: 12, polarity: "MONOCHROME2", seed: 12 },
  { name: "p12i", bits: 12, polarity: "MONOCHROME1", seed: 13 },
  { name: "p16", bits: 16, polarity: "MONOCHROME2", seed: 16 },
] as const;

/** The upper part of the film, lungs and ribs, so that a fixture stays small; odd sizes on purpose. */
function cut(phantom: Phantom, rows: number, columns: number): Phantom {
  const values = new Uint16Array(rows * columns);
  const top = 14;
  const left = Math.floor((phantom.columns - columns) / 2);
  for (let row = 0; row < rows; row++) {
    const from = (top + row) * phantom.columns + left;
    values.set(phantom.values.subarray(from, from + columns), row * columns);
  }
  return { ...phantom, rows, columns, values };
}

for (const { name, ...options } of bases) {
  const phantom = cut(drawPhantom({ ...options, rows: 96, columns: 101, age: 4 }), 56, 67);
  writeFileSync(join(folder, `${name}.dcm`), phantomDicom(phantom, { name: "FIXTURE" }));
}
