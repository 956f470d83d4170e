import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/entry.ts";

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
