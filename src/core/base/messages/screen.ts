import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/screen.ts";

/** Words of the screen's quality check. */
const screenQualityEnglish = {
  title: "Screen check",
  remind:
    "Check each screen that films are read on once a day by the pattern and once a year by a luminance meter.",
  never: "This screen was never checked on this PC.",
  last: (day: string, reader: string, how: string, result: string) =>
    `Last checked ${day} by ${reader}, ${how}: ${result}.`,
  how: { pattern: "by the test pattern", luminances: "by measured luminances" },
  result: { passes: "as it should be", fails: "not as it should be" },
  overdue: (days: number) => `That was ${days} days ago. Check it again.`,
  remindOverdue: (days: number) =>
    `This screen was last checked ${days} days ago. Settings, Screen check, says how to check it again.`,
  patternTitle: "Test pattern",
  patternHow:
    "The pattern fills the screen. All 16 patches and their two darker and lighter corners, 5 % on black, 95 % on white, every line of the line pairs and an even ramp must be seen. Esc, or a click, closes it.",
  open: "Show the test pattern",
  good: "All of it is seen",
  bad: "Something is missing",
  pattern: "Test pattern: press Escape to close",
  patch: (level: number) => `Patch of grey level ${level}: press Escape to close`,
  measureTitle: "Luminances against the DICOM standard",
  measureHow:
    "Show each level, measure the middle of the screen in cd/m² as you sit before it, and enter what the meter says.",
  show: (level: number) => `Show ${level}`,
  level: "Level",
  measured: "Measured, cd/m²",
  wanted: "GSDF, cd/m²",
  deviation: "Contrast off by",
  field: (level: number) => `Luminance at level ${level}, cd/m²`,
  incomplete: "Enter all 18 luminances, from 0.05 to 3,993 cd/m², each higher than the one before.",
  found: (worst: string, ratio: string) =>
    `Largest deviation of contrast ${worst} %, white ${ratio} times black.`,
  passes: "Within AAPM TG18's limits for primary displays (10 %, 250).",
  fails:
    "Outside AAPM TG18's limits for primary displays (10 %, 250): calibrate this screen before reading on it.",
  keep: "Keep this check",
} as const;
export const screenQuality: Translated<typeof screenQualityEnglish> = words(
  screenQualityEnglish,
  turkish.screenQuality,
);
