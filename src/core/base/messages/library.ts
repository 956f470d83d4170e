import type { CheckFindings, LibraryUpkeep } from "../../api.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/library.ts";

const films = (count: number): string => `${count} ${count === 1 ? "film" : "films"}`;
const files = (count: number): string => `${count} ${count === 1 ? "file" : "files"}`;

/** Says a list as a sentence does: "a", "a and b", "a, b and c". */
const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;

function parts(of: CheckFindings, missing: number): string[] {
  const some: string[] = [];
  if (missing > 0) some.push(`${films(missing)} without ${missing === 1 ? "its" : "their"} file`);
  if (of.back > 0) some.push(`${films(of.back)} whose file is there again`);
  if (of.recovered > 0)
    some.push(
      `${films(of.recovered)} that had no entry and ${of.recovered === 1 ? "is" : "are"} listed again`,
    );
  if (of.removed > 0) some.push(`${files(of.removed)} left of deleted films, now removed`);
  if (of.setAside > 0) some.push(`${files(of.setAside)} that no film has, now in the folder set-aside`);
  if (of.database.length > 0) some.push("a damaged database");
  return some;
}

/** What is said of the library's upkeep: checks, repairs, backups. */
const libraryWordsEnglish = {
  /** What the check at the start tells once; null where there is nothing new. */
  found: (of: CheckFindings): string | null => {
    const some = parts(of, of.newlyMissing);
    if (some.length === 0) return null;
    const advice = [
      ...(of.newlyMissing > 0 ? [" Import the missing films again."] : []),
      ...(of.database.length > 0 ? [" Restore the database from a backup."] : []),
    ];
    return `The check of the library found ${listed(some)}.${advice.join("")}`;
  },
  /** What the last check came to, as Settings shows it. */
  state: (of: LibraryUpkeep): string => {
    if (of.check === null) return "Not checked yet. It is checked a moment after each start.";
    const some = parts({ ...of.check, back: 0, recovered: 0, removed: 0, setAside: 0 }, of.missing);
    return some.length === 0 ? "Everything in its place" : `Found ${listed(some)}`;
  },
  repaired: (of: CheckFindings): string => {
    const some = parts({ ...of, database: [] }, of.newlyMissing);
    return some.length === 0 ? "There was nothing to repair." : `Seen to: ${listed(some)}.`;
  },
  checked: "Checked",
} as const;
export const libraryWords: Translated<typeof libraryWordsEnglish> = words(
  libraryWordsEnglish,
  turkish.libraryWords,
);
