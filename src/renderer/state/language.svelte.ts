import { z } from "zod";
import { languageFrom, languages, spoken, type Language } from "../../core/base/language.ts";

const place = "overread.language";
const known = z.enum(languages);
/** What a person who has chosen nothing gets: the language of this PC. */
const ofThisPc = (): Language => spoken(navigator.languages);
const remembered = (text: string | null): Language => known.catch(ofThisPc()).parse(text);

/**
 * The window's language: the reader's own, before somebody signs in the last one that was used on this PC.
 * Every word reads it, so all of them change at once.
 */
class WindowLanguage {
  now = $state<Language>(remembered(localStorage.getItem(place)));

  constructor() {
    languageFrom(() => this.now);
    this.#show();
    addEventListener("storage", (event) => {
      if (event.key !== place) return;
      this.now = remembered(event.newValue);
      this.#show();
    });
  }

  /** @param wanted null for a reader who has chosen none */
  use(wanted: Language | null): void {
    this.now = wanted ?? ofThisPc();
    localStorage.setItem(place, this.now);
    this.#show();
  }

  #show(): void {
    document.documentElement.lang = this.now;
  }
}

export const windowLanguage = new WindowLanguage();
