import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/language.ts";

/** Words of the section of Settings in which a reader chooses their language. */
const languageSettingsEnglish = {
  /** In both languages, so that whoever reads only the other one finds it. */
  title: "Language (Dil)",
  choose: "Language of this window",
  hint: "It holds for you, on every PC with this library. Before somebody signs in the last one used on this PC holds.",
  stays:
    "Texts that readers typed and texts inside films stay as they are. So do the command line and the networks' cards.",
} as const;
export const languageSettings: Translated<typeof languageSettingsEnglish> = words(
  languageSettingsEnglish,
  turkish.languageSettings,
);
