import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { phantomDicom } from "../../src/core/phantom/dicom.ts";
import { drawPhantom } from "../../src/core/phantom/draw.ts";
import { drawLateralPhantom } from "../../src/core/phantom/lateral.ts";
import { phantomSeries } from "../../src/core/phantom/series.ts";

const root = join(import.meta.dirname, "..", "..");
/** Of one run: Playwright begins each with an empty folder. */
const drawnFilms = join(root, "test-results", "end-to-end", "films");

/**
 * A folder with the films of `overread phantom --count COUNT --seed SEED`. They are drawn once in a run: nobody
 * changes them.
 */
export function phantomFolder(count: number, seed = 1): string {
  const folder = join(drawnFilms, `${count}-of-${seed}`);
  if (existsSync(folder)) return folder;
  mkdirSync(drawnFilms, { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  for (const { name, bytes } of phantomSeries({ count, seed })) writeFileSync(join(fresh, name), bytes);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another worker has drawn the same ones.
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

/** Imports with the command line into a library, as a user or a script would. */
export function importByCommandLine(paths: readonly string[], library: string): void {
  const cli = join(root, "src", "main", "cli", "main.ts");
  execFileSync(process.execPath, [cli, "import", ...paths, "--library", library], { stdio: "ignore" });
}

export interface GreyPicture {
  readonly rows: number;
  readonly columns: number;
  /** Row-major grey levels 0 to 255. */
  readonly levels: Uint8Array;
}

/** Whether dcmtk's renderer is installed. */
export const hasDcmtk = (): boolean => spawnSync("dcm2pnm", ["--version"]).status === 0;

/** dcmtk's rendering of a film as 8-bit grey, by default with the film's first window. */
export function dcmtkRendering(file: string, options: readonly string[] = ["+Wi", "1"]): GreyPicture {
  const folder = mkdtempSync(join(tmpdir(), "overread-dcmtk-"));
  const picture = join(folder, "film.pgm");
  execFileSync("dcm2pnm", ["--quiet", ...options, "--no-overlays", file, picture]);
  return readPgm(readFileSync(picture));
}

/** A binary PGM of at most 255 levels (netpbm's description of the format). */
function readPgm(bytes: Buffer): GreyPicture {
  const header = /^P5\s+(?:#[^\n]*\n\s*)*(\d+)\s+(\d+)\s+(\d+)\s/.exec(
    bytes.subarray(0, 256).toString("latin1"),
  );
  if (header === null || header[3] !== "255") throw new Error("not an 8-bit PGM");
  const columns = Number(header[1]);
  const rows = Number(header[2]);
  return { rows, columns, levels: bytes.subarray(header[0].length, header[0].length + rows * columns) };
}

/** One patient's chest films: a study three months ago and one now, each PA, and lateral too where wanted. */
export function filmsOfOnePatient({ lateral }: { lateral: boolean }): string[] {
  const folder = mkdtempSync(join(tmpdir(), "overread-patient-"));
  const dates = [
    ["20251001", 12],
    ["20260105", 10],
  ] as const;
  return dates.flatMap(([studyDate, bits]) => {
    const drawn = { seed: 11, rows: 1240, columns: 1080, age: 61, bits };
    const named = { name: "TWO DATES", patientId: "PHANTOM-TWO-DATES", sex: "F", studyDate } as const;
    const films: [view: string, bytes: Uint8Array][] = [["pa", phantomDicom(drawPhantom(drawn), named)]];
    if (lateral) {
      films.push(["ll", phantomDicom(drawLateralPhantom(drawn), named)]);
    }
    return films.map(([view, bytes]) => {
      const file = join(folder, `${studyDate}-${view}.dcm`);
      writeFileSync(file, bytes);
      return file;
    });
  });
}
