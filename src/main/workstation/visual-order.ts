/** A letter that is written from right to left; digits never are. */
const rightToLeft = "(?:(?!\\p{Nd})[\\p{Script=Hebrew}\\p{Script=Arabic}\\u200c\\u200d])[\\p{Mn}]*";
/** Such letters with the spaces and marks between them. */
const stretch = new RegExp(`(${rightToLeft}(?:(?:${rightToLeft}|[\\s\\p{P}])*${rightToLeft})?)`, "u");
const word = new RegExp(`(?:${rightToLeft})+|.`, "gu");
const mirrored: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "«": "»",
  "»": "«",
};

export interface Piece {
  readonly text: string;
  /** A word that is shaped from right to left. */
  readonly backwards: boolean;
}

/**
 * A line's pieces from left to right, as they stand on paper, in a line that itself runs from left to right
 * (Unicode Standard Annex 9, with each stretch of Hebrew or Arabic isolated: a number beside a name stays on its side).
 * The letters of a word stay in their order: who sets them turns and joins them.
 */
export function inVisualOrder(line: string): Piece[] {
  return line.split(stretch).flatMap((part, at): Piece[] => {
    if (part === "") return [];
    if (at % 2 === 0) return [{ text: part, backwards: false }];
    const words = (part.match(word) ?? []).toReversed();
    return words.map((text) => ({ text: mirrored[text] ?? text, backwards: true }));
  });
}
