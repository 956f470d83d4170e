import type { FilmAttributes } from "../film.ts";
import { text, texts, type DataSet } from "./data-set.ts";

type TextAttribute = Exclude<keyof FilmAttributes, "patientOrientation" | "transferSyntaxUid">;

/** Attributes whose text depends on the character set (LO, SH, PN); the others are of the default repertoire. */
const inCharacterSet = {
  patientName: 0x00100010,
  patientId: 0x00100020,
  issuerOfPatientId: 0x00100021,
  studyDescription: 0x00081030,
  seriesDescription: 0x0008103e,
  accessionNumber: 0x00080050,
  institutionName: 0x00080080,
  manufacturer: 0x00080070,
  patientSpecies: 0x00102201,
} as const satisfies Partial<Record<TextAttribute, number>>;

const plain = {
  sopInstanceUid: 0x00080018,
  sopClassUid: 0x00080016,
  studyInstanceUid: 0x0020000d,
  seriesInstanceUid: 0x0020000e,
  patientBirthDate: 0x00100030,
  patientSex: 0x00100040,
  patientAge: 0x00101010,
  studyDate: 0x00080020,
  studyTime: 0x00080030,
  modality: 0x00080060,
  bodyPartExamined: 0x00180015,
  patientPosition: 0x00185100,
  viewPosition: 0x00185101,
  seriesNumber: 0x00200011,
  instanceNumber: 0x00200013,
  burnedInAnnotation: 0x00280301,
  qualityControlImage: 0x00280300,
  requestedProcedurePriority: 0x00401003,
} as const satisfies Partial<Record<TextAttribute, number>>;

/**
 * Reads what the workstation uses of a film's header; what is absent or empty stays undefined.
 * Laterality is the image's (0020,0062), else the series' (0020,0060).
 */
export function readAttributes(
  set: DataSet,
  transferSyntaxUid: string,
  readText: (set: DataSet, tag: number) => string | undefined,
): FilmAttributes {
  const entries: [string, string | undefined][] = [
    ...Object.entries(inCharacterSet).map(([name, tag]): [string, string | undefined] => [
      name,
      readText(set, tag),
    ]),
    ...Object.entries(plain).map(([name, tag]): [string, string | undefined] => [name, text(set, tag)]),
  ];
  const found: Record<string, string> = {};
  for (const [name, value] of entries) if (value !== undefined) found[name] = value;
  const orientation = texts(set, 0x00200020);
  return {
    ...found,
    laterality: text(set, 0x00200062) ?? text(set, 0x00200060),
    patientOrientation: orientation.length > 0 ? orientation : undefined,
    transferSyntaxUid,
  };
}
