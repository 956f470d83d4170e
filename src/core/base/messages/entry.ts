import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/entry.ts";

// What is said while nobody's own choice of language is known.

/** The page on which a browser of this PC enters; in the browser's own language, since nobody is known yet. */
const entryWordsEnglish = {
  title: "Overread: enter",
  hint: (file: string) =>
    `Overread is running on this PC for the user who started it. Open the file ${file} in this browser, or paste the code that stands in it.`,
  label: "Code",
  button: "Enter",
  wrong: "That code is not right, or was used before. A new one stands in the file.",
  tooMany: "Many wrong codes came at once. Wait a few seconds, then enter the code that stands in the file.",
  needsScript: "Overread needs JavaScript in this window.",
} as const;
export const entryWords: Translated<typeof entryWordsEnglish> = words(entryWordsEnglish, turkish.entryWords);

/** Asked by Electron's shell where a window is to be closed in which a read stands that could not be saved. */
const closingWordsEnglish = {
  message: "A read could not be saved yet.",
  detail:
    "It is kept in this window alone, and saved by itself as soon as that is possible. If the window is closed now, it is lost.",
  stay: "Keep the window open",
  lose: "Close it and lose the read",
} as const;
export const closingWords: Translated<typeof closingWordsEnglish> = words(
  closingWordsEnglish,
  turkish.closingWords,
);
