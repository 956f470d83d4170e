import type { ErrorParams } from "./error-table.ts";
import { archivePhrases as archive } from "./messages/archive.ts";
import { filmPhrases as film } from "./messages/film.ts";
import { identityPhrases as identity } from "./messages/identity.ts";
import { libraryPhrases as library } from "./messages/library-faults.ts";

/**
 * Phrases that fill the places of failures' sentences. They are chosen where a file is read, in a process that does not
 * know who will read the sentence, and worded in the window: on its way a phrase is its name and its values.
 */
const tables = { film, archive, identity, library };
type Table = keyof typeof tables;

/** ASCII's unit separator: no name or value that people write begins with it. */
const mark = "\u001f";

function travelling<Words extends object>(table: Table, words: Words): Words {
  const written = (name: string, values: readonly unknown[]): string =>
    mark + JSON.stringify([table, name, ...values]);
  return Object.fromEntries(
    Object.entries(words).map(([name, said]) => [
      name,
      typeof said === "function" ? (...values: unknown[]) => written(name, values) : written(name, []),
    ]),
  ) as Words;
}

export const filmPhrases = travelling("film", film);
export const archivePhrases = travelling("archive", archive);
export const identityPhrases = travelling("identity", identity);
export const libraryPhrases = travelling("library", library);

/** A value as it is read: a phrase in the language of the moment, anything else as it is. */
function worded(value: string | number): string | number {
  if (typeof value !== "string" || !value.startsWith(mark)) return value;
  try {
    const [table, name, ...values] = JSON.parse(value.slice(1)) as [Table, string, ...unknown[]];
    const said = (tables[table] as Readonly<Record<string, unknown>>)[name];
    if (typeof said === "function") return String((said as (...given: unknown[]) => unknown)(...values));
    return typeof said === "string" ? said : value;
  } catch {
    // Nobody's phrase: a file may be named like that.
    return value;
  }
}

/** What fills a sentence's places, in the language of the moment. */
export const wordedParams = (params: ErrorParams): ErrorParams =>
  Object.fromEntries(Object.entries(params).map(([place, value]) => [place, worded(value)]));
