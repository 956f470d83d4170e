import { parse } from "node:path";

/**
 * How the collections that networks are usually measured on name their films: Kermany et al.
 * (person12_bacteria_34, IM-0115-0001, NORMAL2-IM-0115-0001-0002) and NIH's ChestX-ray (00001281_000).
 */
const names = [/^(person\d+)_/i, /^((?:NORMAL2-)?IM-\d+)-/i, /^(\d{8})_\d{3}$/];

/**
 * The patient of a film, as its file name tells: films of one patient are alike, so that intervals
 * must draw them together. A film with any other name counts as a patient of its own.
 */
export function patientOf(path: string): string {
  const { name } = parse(path);
  for (const pattern of names) {
    const [, patient] = pattern.exec(name) ?? [];
    if (patient !== undefined) return patient;
  }
  return path;
}
