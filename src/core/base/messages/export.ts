import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/export.ts";

/** Words of exporting. */
const exportingEnglish = {
  title: "Export this film",
  label: "Export",
  withMarks: "Marks",
  withPatient: "Patient's name, ID, age, sex and date",
  heatMap: "The heat map that is on screen is part of the picture.",
  png: "PNG",
  jpeg: "JPEG",
  print: "Print or PDF",
  dicom: "Anonymised DICOM",
  picture: "A picture of what is seen: window, zoom and turn as they are on screen.",
  anonymised:
    "The film itself, without its patient: Basic Application Level Confidentiality Profile of DICOM PS3.15 annex E.",
  burnt: "Words that are burnt into a picture stay in it. Look at it before it leaves.",
  burntIn: {
    yes: "The film says that words are burnt into its picture: they may name the patient, and were not removed.",
    unknown:
      "The film does not say whether words are burnt into its picture. Look at it: they may name the patient, and were not removed.",
  },
  saved: (name: string) => `Saved as ${name}.`,
  printed: {
    heading: "Overread: film for reference, not for diagnosis",
    marks: "Marks",
  },
} as const;
export const exporting: Translated<typeof exportingEnglish> = words(exportingEnglish, turkish.exporting);
