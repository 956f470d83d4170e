import { language } from "./language.ts";

/** The shape of a table of words in any language: the same names, places and parameters, other sentences. */
export type Translated<Words> = Words extends string
  ? string
  : Words extends (...values: infer Values) => infer Said
    ? (...values: Values) => Translated<Said>
    : { readonly [Name in keyof Words]: Translated<Words[Name]> };

type Table = Readonly<Record<string, unknown>>;
const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Said = (...values: unknown[]) => unknown;

/**
 * One table out of two: whatever is read of it, or of a table in it, is in the language of that moment.
 * The compiler refuses a Turkish table with a sentence missing or one too many.
 */
export function words<English extends object>(
  english: English,
  turkish: Translated<English>,
): Translated<English> {
  return table(english as Table, turkish as Table) as Translated<English>;
}

function table(english: Table, turkish: Table): object {
  const made = {};
  for (const [name, said] of Object.entries(english)) {
    const other = turkish[name];
    const now = () => (language() === "tr" ? other : said);
    if (typeof said === "function") {
      const value: Said = (...values) => (now() as Said)(...values);
      Object.defineProperty(made, name, { enumerable: true, value });
    } else if (isTable(said) && isTable(other)) {
      Object.defineProperty(made, name, { enumerable: true, value: table(said, other) });
    } else {
      Object.defineProperty(made, name, { enumerable: true, get: now });
    }
  }
  return Object.freeze(made);
}
