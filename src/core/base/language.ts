/** Languages that the workstation speaks: English, and Turkish, the paper's own. */
export const languages = ["en", "tr"] as const;
export type Language = (typeof languages)[number];

/** Each language's name in itself: whoever reads no other finds it. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", tr: "Türkçe" };

let source: () => Language = () => "en";

/** The language that words and figures are in now. */
export const language = (): Language => source();

/** Says where the language is read from: in a window a reactive value, so that every word follows it. */
export function languageFrom(read: () => Language): void {
  source = read;
}

/** Makes something in another language than this process speaks; `make` does not wait for anything. */
export function inLanguage<T>(other: Language, make: () => T): T {
  const before = source;
  source = () => other;
  try {
    return make();
  } finally {
    source = before;
  }
}

/** The first of a person's languages (BCP 47, best first) that the workstation speaks; else English. */
export function spoken(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((one) => one === tag.split("-")[0]?.toLowerCase());
    if (found !== undefined) return found;
  }
  return "en";
}
