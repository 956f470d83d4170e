import { PHANTOM_INSTITUTION, PHANTOM_LABEL, PHANTOM_STUDY } from "../base/messages/phantom.ts";
import { part10, type Element } from "./data-set-writer.ts";
import type { PhantomFilm } from "./develop.ts";
import { derivedUid } from "./uid.ts";

export interface PhantomDicomOptions {
  /** DX (digital, for presentation) without, or CR. */
  readonly modality?: "DX" | "CR";
  /** Family and given name after "PHANTOM^", such as "ONE"; the seed without. */
  readonly name?: string;
  readonly patientId?: string;
  /** "O" without: a phantom is neither. */
  readonly sex?: "F" | "M" | "O";
  /** DA and TM of study and acquisition. */
  readonly studyDate?: string;
  readonly studyTime?: string;
  readonly accessionNumber?: string;
  /** Of a frontal film: AP in children under 6, else PA. */
  readonly view?: "PA" | "AP";
  /**
   * Text attributes that replace what would be written, by keyword; null leaves the attribute out.
   * Makes films with faulty or unusual headers.
   */
  readonly override?: Readonly<Partial<Record<OverridableKeyword, string | null>>>;
}

const keywords = {
  SOPInstanceUID: [0x00080018, "UI"],
  StudyDate: [0x00080020, "DA"],
  AccessionNumber: [0x00080050, "SH"],
  Modality: [0x00080060, "CS"],
  StudyDescription: [0x00081030, "LO"],
  SeriesDescription: [0x0008103e, "LO"],
  PatientName: [0x00100010, "PN"],
  PatientID: [0x00100020, "LO"],
  IssuerOfPatientID: [0x00100021, "LO"],
  PatientBirthDate: [0x00100030, "DA"],
  PatientSex: [0x00100040, "CS"],
  PatientAge: [0x00101010, "AS"],
  BodyPartExamined: [0x00180015, "CS"],
  EstimatedRadiographicMagnificationFactor: [0x00181114, "DS"],
  ViewPosition: [0x00185101, "CS"],
  StudyInstanceUID: [0x0020000d, "UI"],
  SeriesInstanceUID: [0x0020000e, "UI"],
  PatientOrientation: [0x00200020, "CS"],
  ImageLaterality: [0x00200062, "CS"],
  QualityControlImage: [0x00280300, "CS"],
  WindowCenter: [0x00281050, "DS"],
  WindowWidth: [0x00281051, "DS"],
  PresentationLUTShape: [0x20500020, "CS"],
} as const;
export type OverridableKeyword = keyof typeof keywords;

type View = "PA" | "AP" | "LL";
/** PS3.16 CID 4010. */
const views: Readonly<Record<View, readonly [code: string, meaning: string]>> = {
  PA: ["272479007", "postero-anterior"],
  AP: ["399348003", "antero-posterior"],
  LL: ["399173006", "left lateral"],
};

const VIEW_CODE = 0x00540220;
const classes = { DX: "1.2.840.10008.5.1.4.1.1.1.1", CR: "1.2.840.10008.5.1.4.1.1.1" };

/**
 * The film as a DICOM file: Part 10, explicit VR little endian, Digital X-Ray Image for
 * Presentation (PS3.3 A.26) or Computed Radiography Image (PS3.3 A.2). The same phantom and
 * options give the same bytes and UIDs.
 */
export function phantomDicom(phantom: PhantomFilm, options: PhantomDicomOptions = {}): Uint8Array {
  const modality = options.modality ?? "DX";
  const elements = new Map<number, Element>();
  const described = describe(phantom, { ...options, modality });
  for (const element of described) elements.set(element.tag, element);
  // The coded view would contradict another one in words.
  if (options.override?.ViewPosition !== undefined) elements.delete(VIEW_CODE);
  for (const [keyword, value] of Object.entries(options.override ?? {})) {
    const known = Object.entries(keywords).find(([name]) => name === keyword);
    if (known === undefined) throw new RangeError(`phantom header: ${keyword} cannot be overridden`);
    const [tag, vr] = known[1];
    if (value === null || value === undefined) elements.delete(tag);
    else elements.set(tag, { tag, vr, value });
  }
  const instance = elements.get(0x00080018);
  const uid = instance?.vr === "UI" ? instance.value : derivedUid("missing");
  return part10(classes[modality], uid, [...elements.values()]);
}

/** Bytes of the stored values, least significant first. */
function pixelBytes(phantom: PhantomFilm): Uint8Array {
  const { values, bits } = phantom;
  const wide = bits > 8;
  const bytes = new Uint8Array(values.length * (wide ? 2 : 1));
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (wide) {
      bytes[2 * i] = value & 255;
      bytes[2 * i + 1] = value >>> 8;
    } else bytes[i] = value;
  }
  return bytes;
}

/** Age in whole months. */
const months = (age: number): number => Math.floor(age * 12);

/** The first of the month that lies so many months before a date, as DA: a birth date that gives the age. */
function bornBefore(date: string, age: number): string {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(4, 6)) - 1 - months(age);
  const pad = (value: number, length: number): string => String(value).padStart(length, "0");
  return `${pad(Math.floor(month / 12), 4)}${pad((month % 12) + 1, 2)}01`;
}

/** Age String (PS3.5 6.2): months under two years, then years. */
const ageString = (age: number): string =>
  age < 2 ? `${String(months(age)).padStart(3, "0")}M` : `${String(Math.floor(age)).padStart(3, "0")}Y`;

/** Decimal String (PS3.5 6.2), at most 16 characters. */
const decimal = (value: number): string => String(Number(value.toPrecision(9)));

type Described = PhantomDicomOptions & { readonly modality: "DX" | "CR" };

function describe(phantom: PhantomFilm, options: Described): Element[] {
  const { seed, age } = phantom;
  const id = options.patientId ?? `PHANTOM-${seed}`;
  const date = options.studyDate ?? "20260105";
  const time = options.studyTime ?? "090000";
  const lateral = phantom.projection === "left-lateral";
  const view: View = lateral ? "LL" : (options.view ?? (age < 6 ? "AP" : "PA"));
  const study = `overread phantom study ${id} ${seed} ${date} ${time}`;
  const { rows, columns, bits, polarity, spacing, opacity } = phantom;
  const drawn = JSON.stringify([rows, columns, bits, polarity, age, spacing, opacity ?? null, options]);
  const number = lateral ? "2" : "1";
  return [
    { tag: 0x00080008, vr: "CS", value: "DERIVED\\PRIMARY" },
    { tag: 0x00080016, vr: "UI", value: classes[options.modality] },
    {
      tag: 0x00080018,
      vr: "UI",
      value: derivedUid(`${study} instance ${drawn}${lateral ? " lateral" : ""}`),
    },
    { tag: 0x00080020, vr: "DA", value: date },
    { tag: 0x00080022, vr: "DA", value: date },
    { tag: 0x00080023, vr: "DA", value: date },
    { tag: 0x00080030, vr: "TM", value: time },
    { tag: 0x00080032, vr: "TM", value: time },
    { tag: 0x00080033, vr: "TM", value: time },
    { tag: 0x00080050, vr: "SH", value: options.accessionNumber ?? "" },
    { tag: 0x00080060, vr: "CS", value: options.modality },
    { tag: 0x00080070, vr: "LO", value: "Overread" },
    { tag: 0x00080080, vr: "LO", value: PHANTOM_INSTITUTION },
    { tag: 0x00080090, vr: "PN", value: "" },
    { tag: 0x00081030, vr: "LO", value: PHANTOM_STUDY },
    { tag: 0x0008103e, vr: "LO", value: PHANTOM_LABEL },
    { tag: 0x00100010, vr: "PN", value: `PHANTOM^${options.name ?? String(seed)}` },
    { tag: 0x00100020, vr: "LO", value: id },
    { tag: 0x00100021, vr: "LO", value: PHANTOM_INSTITUTION },
    { tag: 0x00100030, vr: "DA", value: bornBefore(date, age) },
    { tag: 0x00100040, vr: "CS", value: options.sex ?? "O" },
    { tag: 0x00101010, vr: "AS", value: ageString(age) },
    { tag: 0x00180015, vr: "CS", value: "CHEST" },
    { tag: 0x00185101, vr: "CS", value: view },
    { tag: 0x0020000d, vr: "UI", value: derivedUid(study) },
    { tag: 0x0020000e, vr: "UI", value: derivedUid(`${study} series ${options.modality}`) },
    { tag: 0x00200010, vr: "SH", value: "1" },
    { tag: 0x00200011, vr: "IS", value: "1" },
    { tag: 0x00200013, vr: "IS", value: number },
    // Rows run toward the patient's left, of a lateral film toward the back; columns toward the feet.
    { tag: 0x00200020, vr: "CS", value: lateral ? "P\\F" : "L\\F" },
    ...picture(phantom),
    ...(options.modality === "DX" ? digital(phantom, view) : computed()),
  ];
}

/** Image Pixel, VOI LUT and spacing (PS3.3 C.7.6.3, C.11.2, 10.7.1). */
function picture(phantom: PhantomFilm): Element[] {
  const { rows, columns, bits, polarity, spacing, window } = phantom;
  const wide = bits > 8;
  const millimetres = `${decimal(spacing.row)}\\${decimal(spacing.column)}`;
  const calibrated: Element[] = [
    { tag: 0x00280030, vr: "DS", value: millimetres },
    { tag: 0x00280a02, vr: "CS", value: "FIDUCIAL" },
    { tag: 0x00280a04, vr: "LO", value: "Drawn at this spacing" },
  ];
  return [
    { tag: 0x00181164, vr: "DS", value: millimetres },
    ...(spacing.source === "pixel-spacing" ? calibrated : []),
    { tag: 0x00280002, vr: "US", value: 1 },
    { tag: 0x00280004, vr: "CS", value: polarity },
    { tag: 0x00280010, vr: "US", value: rows },
    { tag: 0x00280011, vr: "US", value: columns },
    { tag: 0x00280100, vr: "US", value: wide ? 16 : 8 },
    { tag: 0x00280101, vr: "US", value: bits },
    { tag: 0x00280102, vr: "US", value: bits - 1 },
    { tag: 0x00280103, vr: "US", value: 0 },
    { tag: 0x00280300, vr: "CS", value: "YES" },
    { tag: 0x00280301, vr: "CS", value: "YES" },
    { tag: 0x00281050, vr: "DS", value: decimal(window.centre) },
    { tag: 0x00281051, vr: "DS", value: decimal(window.width) },
    { tag: 0x00282110, vr: "CS", value: "00" },
    { tag: 0x7fe00010, vr: wide ? "OW" : "OB", value: pixelBytes(phantom) },
  ];
}

/** A code sequence's item (PS3.3 8.8), SNOMED CT. */
const snomed = (code: string, meaning: string): Element[] => [
  { tag: 0x00080100, vr: "SH", value: code },
  { tag: 0x00080102, vr: "SH", value: "SCT" },
  { tag: 0x00080104, vr: "LO", value: meaning },
];

/** What Digital X-Ray adds (PS3.3 C.8.11). */
function digital(phantom: PhantomFilm, view: View): Element[] {
  const inverse = phantom.polarity === "MONOCHROME1";
  const chest = snomed("51185008", "Chest");
  const projection = snomed(...views[view]);
  return [
    { tag: 0x00080068, vr: "CS", value: "FOR PRESENTATION" },
    { tag: 0x00082218, vr: "SQ", value: [chest] },
    { tag: 0x00181508, vr: "CS", value: "" },
    { tag: 0x00187004, vr: "CS", value: "DIRECT" },
    { tag: 0x00200062, vr: "CS", value: "U" },
    { tag: 0x00281040, vr: "CS", value: "LOG" },
    // Dense means bright in MONOCHROME2: higher values for less radiation.
    { tag: 0x00281041, vr: "SS", value: inverse ? 1 : -1 },
    { tag: 0x00281052, vr: "DS", value: "0" },
    { tag: 0x00281053, vr: "DS", value: "1" },
    { tag: 0x00281054, vr: "LO", value: "US" },
    { tag: 0x00400555, vr: "SQ", value: [] },
    { tag: VIEW_CODE, vr: "SQ", value: [[...projection, { tag: 0x00540222, vr: "SQ", value: [] }]] },
    { tag: 0x20500020, vr: "CS", value: inverse ? "INVERSE" : "IDENTITY" },
  ];
}

/** What Computed Radiography adds (PS3.3 C.8.1). */
const computed = (): Element[] => [
  { tag: 0x00181401, vr: "LO", value: "" },
  { tag: 0x00181402, vr: "CS", value: "" },
];
