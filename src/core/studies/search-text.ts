/** Letters that Unicode does not take apart but people type without their stroke or ligature. */
const plain: Readonly<Record<string, string>> = {
  ı: "i",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ħ: "h",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ς: "σ",
};

/**
 * Text as it is compared in a search: compatibility forms and accents removed, small letters, the
 * Turkish dotless and dotted i as i, person-name separators (^ and =, PS3.5 6.2.1) as spaces.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[ıøđðłħßæœþς]/g, (letter) => plain[letter] ?? letter)
    .replace(/[\s^=]+/g, " ")
    .normalize("NFC")
    .trim();
}

/** The words of a search, each of which a study's text must contain. */
export const searchWords = (search: string): string[] =>
  foldForSearch(search)
    .split(" ")
    .filter((word) => word !== "");
