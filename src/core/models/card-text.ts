import { decimal } from "../base/figures.ts";
import { inLanguage, language } from "../base/language.ts";
import { cardPhrases } from "../base/messages/cards.ts";

type Phrase = (...values: string[]) => string;
interface Known {
  readonly pattern: RegExp;
  readonly say: Phrase;
}

/** Stands for a value while a phrase's English becomes a pattern; no card has it. */
const place = "\u001f";
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Every phrase as the English that it is known by; the longest first, since one may begin another. */
let phrases: readonly Known[] | null = null;
function known(): readonly Known[] {
  phrases ??= inLanguage("en", () =>
    Object.values(cardPhrases as Readonly<Record<string, Phrase>>)
      .map((say) => ({ say, english: say(...Array<string>(8).fill(place)) }))
      .sort((a, b) => b.english.length - a.english.length)
      .map(({ say, english }) => ({
        say,
        pattern: new RegExp(literal(english).replaceAll(place, "(\\d+(?:\\.\\d+)*|[^;,]+?)"), "y"),
      })),
  );
  return phrases;
}

/** A figure as the language writes it, anything else as it is: a network's name, a version. */
const value = (text: string): string =>
  /^\d+(\.\d+)?$/.test(text) ? decimal(Number(text), text.split(".")[1]?.length ?? 0) : text;

/**
 * A card's prose in the language of the moment. The cards of Overread's own networks are made of pieces that are
 * known; a text with any other piece (a user's own network, a later card) stays whole as its author wrote it.
 */
export function cardText(text: string): string {
  if (language() === "en") return text;
  let said = "";
  for (let at = 0; at < text.length;) {
    const between = /[;,.\s]*/y;
    between.lastIndex = at;
    const gap = between.exec(text)?.[0] ?? "";
    said += gap;
    at += gap.length;
    if (at === text.length) break;
    const found = known().find(({ pattern }) => {
      pattern.lastIndex = at;
      return pattern.test(text) && /^([;,.\s]|$)/.test(text.slice(pattern.lastIndex));
    });
    if (found === undefined) return text;
    found.pattern.lastIndex = at;
    const [whole, ...values] = found.pattern.exec(text) ?? [""];
    said += found.say(...values.map(value));
    at += whole.length;
  }
  return said;
}
