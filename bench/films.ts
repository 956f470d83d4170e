// Films to measure with: phantoms, so that anyone has them.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { displayedGrey } from "../src/core/dicom/displayed-grey.ts";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import { openFilm } from "../src/main/film/open-film.ts";

/** A film's file, and its grey levels as displayed for who does not read DICOM. */
export interface BenchFilm {
  readonly name: string;
  readonly path: string;
  /** Little-endian float32, 0 black to 1 white, row-major. */
  readonly grey: string;
  readonly rows: number;
  readonly columns: number;
}

/** A child's film, uncompressed. */
function write(path: string, seed: number, rows: number, columns: number, bits: number): void {
  writeFileSync(path, phantomDicom(drawPhantom({ seed, rows, columns, bits, age: 4 })));
}

/** One film of the networks' training size and one of a computed radiograph's. */
export async function benchFilms(folder: string): Promise<BenchFilm[]> {
  const sizes = [
    { rows: 224, columns: 224, bits: 8 },
    { rows: 1955, columns: 1841, bits: 16 },
  ];
  return Promise.all(
    sizes.map(async ({ rows, columns, bits }) => {
      const name = `${columns} x ${rows} pixels`;
      const path = join(folder, `${columns}.dcm`);
      const grey = join(folder, `${columns}.f32`);
      write(path, 1, rows, columns, bits);
      const film = await openFilm(readFileSync(path), { file: name });
      writeFileSync(grey, displayedGrey(film, await film.decodeFrame(0)));
      return { name, path, grey, rows, columns };
    }),
  );
}

/** Drawing a phantom takes longer than classifying it: more than this are copies. */
const drawn = 20;

/** Paths of `count` files with films of 224 x 224 pixels. */
export function manyFilms(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `many-${index}.dcm`);
    if (index < drawn) write(path, index + 1, 224, 224, 8);
    else copyFileSync(join(folder, `many-${index % drawn}.dcm`), path);
    return path;
  });
}

/** The same film as a study of its own: other UIDs, and what else is to differ, of the same length. */
export function apart(bytes: Buffer, ids: readonly string[], number: number): Buffer {
  let text = bytes.toString("latin1");
  for (const id of ids) text = text.replaceAll(id, id.slice(0, -4) + String(number).padStart(4, "0"));
  return Buffer.from(text, "latin1");
}

/** Writes `count` studies of one film of 700 x 600 pixels each, every one of another patient. */
export async function manyStudies(folder: string, count: number): Promise<void> {
  const patient = "PHANTOM-0000";
  const bytes = Buffer.from(
    phantomDicom(drawPhantom({ seed: 1, rows: 700, columns: 600, bits: 12, age: 4 }), {
      patientId: patient,
    }),
  );
  const { sopInstanceUid = "", studyInstanceUid = "" } = (await openFilm(bytes)).attributes;
  const ids = [sopInstanceUid, studyInstanceUid, patient];
  for (let number = 0; number < count; number++) {
    writeFileSync(join(folder, `${number}.dcm`), apart(bytes, ids, number));
  }
}
