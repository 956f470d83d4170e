import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/film-check.ts";

/** What the film check says of a film. Each sentence names what was found, then what the networks know. */
type Unit = "day" | "week" | "month" | "year";

const known = "The networks know children of 1 to 5 years.";
const percent = (share: number): string => `${Math.round(share * 100)} %`;
/** Reasons that were kept before the share was part of them do not say which it was. */
const within = (share?: number): string => (share === undefined ? "most" : `${(share * 100).toFixed(1)} %`);

const filmCheckMessagesEnglish = {
  phantom: () => "This is a phantom, not a patient. What the networks say of it means nothing.",
  ageUnknown: () => `The patient's age is not known. ${known}`,
  ageOutside: (count: number, unit: Unit) =>
    `The patient is ${count} ${unit}${count === 1 ? "" : "s"} old. ${known}`,
  ageContradicts: (stated: string, years: number) =>
    `The patient's age is written as ${stated}, but by the birth date the patient was ${years} years old. ${known}`,
  noHeader: (kind: string) =>
    `A ${kind} file does not say whose film it is: age, view and body part are not known. The networks know frontal chest films of children of 1 to 5 years.`,
  modality: (modality: string) =>
    `The modality is ${modality}. The networks know projection radiographs (CR, DX).`,
  modalityUnknown: () => "The modality is not known. The networks know projection radiographs (CR, DX).",
  bodyPart: (bodyPart: string) => `The body part is ${bodyPart}. The networks know chest films.`,
  bodyPartUnknown: () => "The body part is not known. The networks know chest films.",
  lateral: () => "This is a lateral view. The networks know frontal films.",
  oblique: () => "This is an oblique view. The networks know frontal films.",
  decubitus: () => "This film was taken lying on the side. The networks know frontal films.",
  turned: () => "The film is stored turned or upside down. The networks know upright frontal films.",
  viewUnknown: () => "The view is not known. The networks know frontal films.",
  species: (species: string) => `The patient is not human (${species}). The networks know children's films.`,
  frames: (frames: number) => `The film has ${frames} frames; only the first was classified.`,
  small: (columns: number, rows: number, side: number) =>
    `The film has ${columns} x ${rows} pixels. The networks look at ${side} x ${side}; detail is missing.`,
  tooSmall: (columns: number, rows: number, side: number) =>
    `The film has only ${columns} x ${rows} pixels. The networks look at ${side} x ${side}; there is too little to see.`,
  blank: () => "The film is blank.",
  clippedBlack: (share: number) =>
    `${percent(share)} of the film's middle is pure black: detail is lost there.`,
  clippedWhite: (share: number) =>
    `${percent(share)} of the film's middle is pure white: detail is lost there.`,
  nothingLeft: (share: number) =>
    `${percent(share)} of the film's middle is pure black or white: there is too little to see.`,
  someColour: (share: number) =>
    `${share < 0.01 ? "Less than 1 %" : percent(share)} of the picture is in colour. The networks know grey films.`,
  colour: () => "The picture is in colour. The networks know grey chest films.",
  unlike: (distance: number, limit: number, share?: number) =>
    `The picture is unlike the films that the networks know: it lies at a distance of ${distance.toFixed(2)} from them, ${within(share)} of their kind within ${limit.toFixed(2)}.`,
  stranger: (distance: number, limit: number, share?: number) =>
    `The picture does not look like an upright frontal chest film: it lies at a distance of ${distance.toFixed(2)} from the films that the networks know, ${within(share)} of their kind within ${limit.toFixed(2)}.`,
  notCompared: (network: string) =>
    `The picture could not be compared with the films that the networks know, since ${network} did not answer.`,
  spaceSize: (bytes: number, features: number, components: number) =>
    `${bytes} bytes do not hold ${components} components of ${features} features`,
  spaceValues: () => "it holds values that are not numbers, or a component without variance",
} as const;
export const filmCheckMessages: Translated<typeof filmCheckMessagesEnglish> = words(
  filmCheckMessagesEnglish,
  turkish.filmCheckMessages,
);
