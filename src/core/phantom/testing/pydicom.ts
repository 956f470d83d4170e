import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The system's Python first: that is the one for which Debian packages pydicom. */
const interpreters = ["/usr/bin/python3", "python3"];

const works = (python: string): boolean => {
  try {
    execFileSync(python, ["-c", "import pydicom, numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const python = interpreters.find(works);

/** Whether pydicom is there to compare with; says so where it is not, and fails under CI. */
export function pydicomPresent(): boolean {
  if (python !== undefined) return true;
  const message = "pydicom is missing: phantom headers are not compared (apt-get install python3-pydicom)";
  if (process.env["CI"] !== undefined) throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
  return false;
}

const script = `
import sys, json, hashlib, pydicom
ds = pydicom.dcmread(sys.argv[1])
pixels = ds.pixel_array
print(json.dumps({
  "attributes": {e.keyword: str(e.value) for e in ds if e.keyword != "PixelData" and e.VR != "SQ"},
  "syntax": str(ds.file_meta.TransferSyntaxUID),
  "shape": list(pixels.shape),
  "dtype": str(pixels.dtype),
  "sha256": hashlib.sha256(pixels.astype("<u2").tobytes()).hexdigest(),
}))
`;

export interface Pydicom {
  readonly attributes: Readonly<Record<string, string>>;
  readonly syntax: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Of the pixel values as 16-bit little endian. */
  readonly sha256: string;
}

/** What pydicom reads from a DICOM file's bytes. */
export function readWithPydicom(bytes: Uint8Array): Pydicom {
  const folder = mkdtempSync(join(tmpdir(), "overread-phantom-"));
  try {
    const file = join(folder, "film.dcm");
    writeFileSync(file, bytes);
    return JSON.parse(execFileSync(python ?? "python3", ["-c", script, file], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
