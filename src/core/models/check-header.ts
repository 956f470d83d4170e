import type { Film, FilmAttributes } from "../dicom/film.ts";
import { reason, type CheckReason } from "./film-check.ts";
import { ageOn, readAge, type PatientAge } from "./patient-age.ts";
import { projectionOf } from "./projection.ts";

/** Ages of the training films' patients, in completed years. */
const youngest = 1;
const oldest = 5;
/** A birth date may be shifted by de-identification, an age rounded. */
const toleratedYears = 1;

function checkAge(attributes: FilmAttributes): CheckReason[] {
  const stated = readAge(attributes.patientAge);
  const counted = ageOn(attributes.patientBirthDate, attributes.studyDate);
  if (stated !== null && counted !== null && Math.abs(stated.years - counted.years) > toleratedYears) {
    return [reason("warn", "ageContradicts", attributes.patientAge ?? "", counted.years)];
  }
  const age: PatientAge | null = stated ?? counted;
  if (age === null) return [reason("warn", "ageUnknown")];
  if (age.years >= youngest && age.years <= oldest) return [];
  return [reason("warn", "ageOutside", age.count, age.unit)];
}

/** Computed, digital and panoramic X-ray: the single projections among the modalities. */
const modalities = ["CR", "DX", "PX"];
export const isProjectionModality = (modality: string): boolean =>
  modalities.includes(modality.toUpperCase());

function checkModality(attributes: FilmAttributes): CheckReason[] {
  const modality = attributes.modality?.toUpperCase() ?? "";
  if (modality === "") return [reason("warn", "modalityUnknown")];
  return isProjectionModality(modality) ? [] : [reason("withhold", "modality", modality)];
}

/** Words that may stand beside CHEST or THORAX in Body Part Examined without naming another part. */
const besideChest = new Set(["CHEST", "THORAX", "PA", "AP", "PORTABLE", "FRONTAL", "LAT", "LATERAL"]);

/** Whether Body Part Examined names the chest and nothing else. */
export function isChest(bodyPart: string): boolean {
  const named = bodyPart
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((word) => word !== "");
  const chest = named.includes("CHEST") || named.includes("THORAX");
  return chest && named.every((word) => besideChest.has(word));
}

function checkBodyPart(attributes: FilmAttributes): CheckReason[] {
  const bodyPart = attributes.bodyPartExamined?.toUpperCase() ?? "";
  if (bodyPart === "") return [reason("warn", "bodyPartUnknown")];
  return isChest(bodyPart) ? [] : [reason("withhold", "bodyPart", bodyPart)];
}

/** Quality Control Image (0028,0300): the standard's mark of a phantom. */
const checkPhantom = (attributes: FilmAttributes): CheckReason[] =>
  attributes.qualityControlImage?.toUpperCase() === "YES" ? [reason("warn", "phantom")] : [];

const humans = new Set(["", "HUMAN", "HOMO SAPIENS"]);

function checkSpecies(attributes: FilmAttributes): CheckReason[] {
  const species = attributes.patientSpecies ?? "";
  return humans.has(species.toUpperCase()) ? [] : [reason("withhold", "species", species)];
}

function checkView(attributes: FilmAttributes): CheckReason[] {
  switch (projectionOf(attributes)) {
    case "frontal":
      return [];
    case "lateral":
      return [reason("withhold", "lateral")];
    case "oblique":
      return [reason("withhold", "oblique")];
    case "decubitus":
      return [reason("withhold", "decubitus")];
    case "turned":
      return [reason("warn", "turned")];
    case "unknown":
      return [reason("warn", "viewUnknown")];
  }
}

/**
 * What a film's header says against it: a phantom instead of a patient, an age outside 1 to 5 years or unknown, another modality
 * than CR, DX or PX, another body part than chest or thorax, a view that is not frontal, an animal,
 * several frames. A PNG or JPEG says nothing of the patient, which is one reason of its own; where somebody
 * has said that it is no frontal view, that counts.
 */
export function checkHeader(film: Pick<Film, "kind" | "frames" | "attributes">): CheckReason[] {
  const { attributes, frames, kind } = film;
  const several = frames > 1 ? [reason("warn", "frames", frames)] : [];
  if (kind !== "dicom") {
    const view = attributes.viewPosition === undefined ? [] : checkView(attributes);
    return [reason("warn", "noHeader", kind.toUpperCase()), ...view, ...several];
  }
  return [
    ...checkPhantom(attributes),
    ...checkModality(attributes),
    ...checkBodyPart(attributes),
    ...checkView(attributes),
    ...checkSpecies(attributes),
    ...checkAge(attributes),
    ...several,
  ];
}
