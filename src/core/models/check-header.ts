import { filmCheckMessages as say } from "../base/messages/film-check.ts";
import type { Film, FilmAttributes } from "../dicom/film.ts";
import { ageOn, readAge, type PatientAge } from "./patient-age.ts";
import { projectionOf } from "./projection.ts";

/** One reason against trusting an answer. */
export interface CheckReason {
  readonly verdict: "warn" | "withhold";
  readonly sentence: string;
}

const warn = (sentence: string): CheckReason => ({ verdict: "warn", sentence });
const withhold = (sentence: string): CheckReason => ({ verdict: "withhold", sentence });

/** Ages of the training films' patients, in completed years. */
const youngest = 1;
const oldest = 5;
/** A birth date may be shifted by de-identification, an age rounded. */
const toleratedYears = 1;

function checkAge(attributes: FilmAttributes): CheckReason[] {
  const stated = readAge(attributes.patientAge);
  const counted = ageOn(attributes.patientBirthDate, attributes.studyDate);
  if (stated !== null && counted !== null && Math.abs(stated.years - counted.years) > toleratedYears) {
    return [warn(say.ageContradicts(attributes.patientAge ?? "", counted.years))];
  }
  const age: PatientAge | null = stated ?? counted;
  if (age === null) return [warn(say.ageUnknown())];
  if (age.years >= youngest && age.years <= oldest) return [];
  return [warn(say.ageOutside(age.count, age.unit))];
}

/** Computed, digital and panoramic X-ray: the single projections among the modalities. */
const modalities = ["CR", "DX", "PX"];

function checkModality(attributes: FilmAttributes): CheckReason[] {
  const modality = attributes.modality?.toUpperCase() ?? "";
  if (modality === "") return [warn(say.modalityUnknown())];
  return modalities.includes(modality) ? [] : [withhold(say.modality(modality))];
}

/** Words that may stand beside CHEST or THORAX in Body Part Examined without naming another part. */
const besideChest = new Set(["CHEST", "THORAX", "PA", "AP", "PORTABLE", "FRONTAL", "LAT", "LATERAL"]);

function checkBodyPart(attributes: FilmAttributes): CheckReason[] {
  const bodyPart = attributes.bodyPartExamined?.toUpperCase() ?? "";
  const named = bodyPart.split(/[^A-Z]+/).filter((word) => word !== "");
  if (named.length === 0)
    return bodyPart === "" ? [warn(say.bodyPartUnknown())] : [withhold(say.bodyPart(bodyPart))];
  const chest = named.includes("CHEST") || named.includes("THORAX");
  return chest && named.every((word) => besideChest.has(word)) ? [] : [withhold(say.bodyPart(bodyPart))];
}

/** Quality Control Image (0028,0300): the standard's mark of a phantom. */
const checkPhantom = (attributes: FilmAttributes): CheckReason[] =>
  attributes.qualityControlImage?.toUpperCase() === "YES" ? [warn(say.phantom())] : [];

const humans = new Set(["", "HUMAN", "HOMO SAPIENS"]);

function checkSpecies(attributes: FilmAttributes): CheckReason[] {
  const species = attributes.patientSpecies ?? "";
  return humans.has(species.toUpperCase()) ? [] : [withhold(say.species(species))];
}

function checkView(attributes: FilmAttributes): CheckReason[] {
  switch (projectionOf(attributes)) {
    case "frontal":
      return [];
    case "lateral":
      return [withhold(say.lateral())];
    case "oblique":
      return [withhold(say.oblique())];
    case "decubitus":
      return [withhold(say.decubitus())];
    case "turned":
      return [warn(say.turned())];
    case "unknown":
      return [warn(say.viewUnknown())];
  }
}

/**
 * What a film's header says against it: a phantom instead of a patient, an age outside 1 to 5 years or unknown, another modality
 * than CR, DX or PX, another body part than chest or thorax, a view that is not frontal, an animal,
 * several frames. A PNG or JPEG says nothing of the patient, which is one reason of its own.
 */
export function checkHeader(film: Pick<Film, "kind" | "frames" | "attributes">): CheckReason[] {
  const { attributes, frames, kind } = film;
  const several = frames > 1 ? [warn(say.frames(frames))] : [];
  if (kind !== "dicom") return [warn(say.noHeader(kind.toUpperCase())), ...several];
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
