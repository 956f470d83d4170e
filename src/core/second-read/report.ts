import type { FilmAnswer, WorklistRow } from "../api.ts";
import { decimal, small } from "../base/figures.ts";
import { reportWords as words } from "../base/messages/report.ts";
import { readWords } from "../base/messages/second-read.ts";
import type { Moment } from "../base/ports.ts";
import { reasonTexts } from "../models/film-check.ts";
import { age, date, personName, time } from "../studies/readable.ts";
import type { Settlement } from "./course.ts";
import type { Read } from "./read.ts";
import { inBraces, isField, type ReportField, type ReportTemplate } from "./report-template.ts";

export interface ReportParts {
  readonly row: WorklistRow;
  readonly reader: string;
  /** Committed. */
  readonly read: Read;
  readonly settled: Settlement | { readonly finding: Settlement["finding"] } | null;
  /** The panel's films; null where it is sealed. */
  readonly films: readonly FilmAnswer[] | null;
  readonly version: string;
}

const two = (value: number): string => decimal(value, 2);
/** The wall clock where it was committed. */
const wallClock = ({ utc, offset }: Moment): string => {
  const parts = /^([+-])(\d{2}):(\d{2})$/.exec(offset);
  const minutes =
    parts === null ? 0 : (Number(parts[2]) * 60 + Number(parts[3])) * (parts[1] === "-" ? -1 : 1);
  const at = new Date(Date.parse(utc) + minutes * 60_000).toISOString();
  return `${date(at.slice(0, 10).replaceAll("-", ""))} ${time(at.slice(11))} (${offset})`;
};
const joined = (between: string, ...texts: readonly string[]): string =>
  texts.filter((text) => text !== "").join(between);

function panelLines(film: FilmAnswer): string[] {
  const { agreement, models, check, state } = film;
  const says =
    state !== "withheld" && agreement !== null && agreement.verdict !== null && agreement.probability !== null
      ? words.panelSays(agreement.verdict, two(agreement.probability), two(agreement.threshold ?? 0))
      : words.noPanel[state];
  return [
    `${words.panel}: ${says}`,
    ...models.flatMap(({ title, version, probability, threshold }) =>
      probability === null ? [] : [`  ${words.network(title, version, two(probability), two(threshold))}`],
    ),
    ...(check === null ? [] : reasonTexts(check)).map((reason) => `  ${words.check}: ${reason}`),
  ];
}

function fieldsOf({ row, reader, read, settled, films, version }: ReportParts): Record<ReportField, string> {
  const { draft, committed, addenda, mode } = read;
  return {
    patient: joined(", ", personName(row.patientName), row.patientId, age(row.patientAge), row.patientSex),
    study: joined(" ", date(row.studyDate), time(row.studyTime), row.modality, row.view),
    accession: row.accessionNumber,
    reader: joined(", ", reader, committed === null ? "" : wallClock(committed)),
    finding: draft.finding === null ? "" : words.answer[draft.finding],
    confidence: draft.confidence === null ? "" : words.sure[draft.confidence],
    where: draft.zones.map((zone) => readWords.zones[zone]).join(", "),
    others: draft.others.map((other) => small(readWords.other[other])).join(", "),
    note: draft.note.trim(),
    addenda: addenda.map(({ text, at }) => `${words.addendum}, ${wallClock(at)}: ${text}`).join("\n"),
    final: settled === null ? "" : words.answer[settled.finding],
    mode: mode === null ? "" : readWords.mode[mode],
    panel: (films ?? []).flatMap(panelLines).join("\n"),
    aid: words.aid(version),
  };
}

/**
 * A read as text by a template: patient and study, the read as committed with its addenda, the final
 * answer, and the panel with its networks and versions, as far as the template asks for them. Of a sealed
 * panel nothing stands in it.
 * @param template sound (`soundTemplates`)
 */
export function reportText(parts: ReportParts, { text }: ReportTemplate): string {
  const fields = fieldsOf(parts);
  const lines = text.split(/\r?\n/).flatMap((line) => {
    let [asked, filled] = [0, 0];
    const done = line.replace(inBraces, (whole, field: string) => {
      if (!isField(field)) return whole;
      asked++;
      if (fields[field] !== "") filled++;
      return fields[field];
    });
    return asked > 0 && filled === 0 ? [] : [done.trimEnd()];
  });
  // What was left out leaves no hole.
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}
