import { z } from "zod";
import { AppError } from "../base/errors.ts";
import { reportTemplateWords, reportWords } from "../base/messages/report.ts";

/**
 * A report's template: text with named fields in braces, as `{patient}`. A line whose fields are all empty
 * is left out.
 */
export const reportFields = [
  "patient",
  "study",
  "accession",
  "reader",
  "finding",
  "confidence",
  "where",
  "others",
  "note",
  "addenda",
  "final",
  "mode",
  "panel",
  "aid",
] as const;
export type ReportField = (typeof reportFields)[number];

export const reportTemplate = z.object({
  name: z.string().trim().min(1).max(60),
  text: z.string().trim().min(1).max(10_000),
});
export type ReportTemplate = z.output<typeof reportTemplate>;

/** The department's templates; the first is the usual one. */
export const reportTemplates = z.array(reportTemplate).min(1).max(8);

/** What stands between braces. */
export const inBraces = /\{([^{}]*)\}/g;

export const isField = (name: string): name is ReportField =>
  (reportFields as readonly string[]).includes(name);

/**
 * The templates of a department that has none of its own, in the language of the moment: a whole report, and the
 * impression alone.
 */
export function usualTemplates(): ReportTemplate[] {
  const words = reportWords;
  const line = (field: Exclude<ReportField & keyof typeof words, "aid">): string =>
    `${words[field]}: {${field}}`;
  const [finding, ...rest] = [
    line("finding"),
    ...[line("where"), line("others"), line("note"), "{addenda}", line("final")],
  ];
  const full = [
    ...[words.title, line("patient"), line("study"), line("accession"), line("reader"), ""],
    ...[finding, line("confidence"), ...rest, "", "{panel}", "", "{aid}"],
  ];
  const { usual } = reportTemplateWords;
  return [
    { name: usual.full, text: full.join("\n") },
    { name: usual.impression, text: [finding, ...rest].join("\n") },
  ];
}

/**
 * Answers the templates where a report can be made of each.
 * @throws AppError report/unknown-field; report/no-aid, where one names the panel and does not say that
 * it is an aid; report/name-twice
 */
export function soundTemplates(templates: readonly ReportTemplate[]): readonly ReportTemplate[] {
  const names = new Set<string>();
  for (const { name, text } of templates) {
    const fields = [...text.matchAll(inBraces)].map(([, field = ""]) => field);
    const unknown = fields.find((field) => !isField(field));
    if (unknown !== undefined) {
      throw new AppError("report/unknown-field", { name, field: unknown, fields: reportFields.join(", ") });
    }
    if (fields.includes("panel") && !fields.includes("aid")) throw new AppError("report/no-aid", { name });
    if (names.has(name)) throw new AppError("report/name-twice", { name });
    names.add(name);
  }
  return templates;
}
