import type { WorklistRow } from "../../core/api.ts";
import { worklist as words } from "../../core/base/messages/ui.ts";
import type { ListColumn } from "../state/list-view.svelte.ts";
import { age, date, personName, time } from "../ui/format.ts";

/** What a row says in a column. Of the panel it is the state, never an answer. */
export const cellText: Readonly<Record<ListColumn, (row: WorklistRow) => string>> = {
  priority: (row) => words.priority[row.priority],
  status: (row) => (row.second === "none" ? words.read[row.read] : words.second[row.second]),
  name: (row) => personName(row.patientName) || words.noName,
  id: (row) => row.patientId,
  age: (row) => `${age(row.patientAge)} ${row.patientSex}`.trim(),
  date: (row) => `${date(row.studyDate)} ${time(row.studyTime)}`.trim(),
  accession: (row) => row.accessionNumber,
  description: (row) => row.description,
  view: (row) => row.view,
  films: (row) => (row.missing > 0 ? words.filmsMissing(row.films, row.missing) : String(row.films)),
  panel: (row) => words.panel[row.panel],
};
