import type { Translated } from "../../words.ts";
import type * as english from "../identity.ts";

export const identityPhrases: Translated<typeof english.identityPhrases> = {
  tooLong: () => "64 MB boyutundan uzun",
  notUtf8: () => "metni UTF-8 değil: CSV UTF-8 olarak kaydedin",
  notCsv: (line) => `satır ${line} bir CSV satırı değil`,
  noFileColumn: (name) => `"${name}" sütunu yok`,
};
