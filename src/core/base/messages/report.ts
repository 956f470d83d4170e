import type { Verdict } from "../../agreement/agreement.ts";
import type { PanelState } from "../../api.ts";
import type { ReportField } from "../../second-read/report-template.ts";
import type { Finding, ReadDraft } from "../../second-read/read.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/report.ts";

/** Words of a read's report. */
const reportWordsEnglish = {
  title: "CHEST FILM, READ",
  patient: "Patient",
  study: "Study",
  accession: "Accession",
  reader: "Read by",
  finding: "Pneumonia",
  answer: { pneumonia: "yes", "no-pneumonia": "no", "cannot-say": "cannot say" } satisfies Record<
    Finding,
    string
  >,
  confidence: "How sure",
  sure: { low: "low", medium: "medium", high: "high" } satisfies Record<
    NonNullable<ReadDraft["confidence"]>,
    string
  >,
  where: "Where",
  others: "Other findings",
  note: "Note",
  addendum: "Addendum",
  final: "Final answer",
  panel: "Panel",
  panelSays: (verdict: Verdict, probability: string, threshold: string) =>
    `${verdict === "pneumonia" ? "pneumonia likely" : "pneumonia unlikely"} (probability ${probability}, pneumonia from ${threshold})`,
  noPanel: {
    none: "none was made",
    pending: "not there yet",
    withheld: "withheld by the film check",
    failed: "the networks failed",
    partial: "some networks failed",
    done: "no verdict",
  } satisfies Record<PanelState, string>,
  network: (title: string, version: string, probability: string, threshold: string) =>
    `${title} ${version}: ${probability}, pneumonia from ${threshold}`,
  check: "Film check",
  aid: (version: string) =>
    `Overread ${version} and its networks are an aid, not a cleared medical device. They know children of 1 to 5 years at one hospital. The read is the radiologist's.`,
  copied: "The report is in the clipboard.",
  notCopied: (detail: string) => `The report could not be put into the clipboard (${detail}).`,
  copy: "Copy",
  pdf: "PDF",
  template: "Template",
  saved: (name: string) => `The report is saved as ${name}.`,
  film: (number: number, view: string) => `Film ${number}${view === "" ? "" : `, ${view}`}`,
  keyImage: (film: string, with_: readonly string[]) =>
    `Key image: ${film}, as it was on screen${with_.length === 0 ? "" : `, with ${with_.join(" and ")}`}. Not for diagnosis.`,
  withMarks: "the reader's marks",
  withHeat: (network: string) => `the heat map of ${network}`,
  foot: "The networks are an aid, not a cleared medical device. The read is the radiologist's.",
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
} as const;

export const reportWords: Translated<typeof reportWordsEnglish> = words(
  reportWordsEnglish,
  turkish.reportWords,
);

/** Words of the report's templates. */
const reportTemplateWordsEnglish = {
  title: "Reports",
  lead: "Templates of the report that a reader copies or saves as PDF after the read. The first is the usual one.",
  usual: { full: "Report", impression: "Impression" },
  name: "Name",
  text: "Text",
  fields: "Fields",
  fieldsHint: "A field stands in braces. A line is left out where all of its fields are empty.",
  field: {
    patient: "name, ID, age and sex",
    study: "date, time, modality and view",
    accession: "accession number",
    reader: "who read it, and when it was committed",
    finding: "pneumonia: yes, no or cannot say",
    confidence: "how sure the reader was",
    where: "lung zones",
    others: "other findings",
    note: "the reader's own words",
    addenda: "each addendum with its time, a line each",
    final: "the final answer after a second read",
    mode: "what the reader knew before the read",
    panel:
      "the panel, each network with its version and threshold, and the film check; nothing while it is sealed",
    aid: "that the networks are an aid; needed where the panel is named",
  } satisfies Record<ReportField, string>,
  add: "Add a template",
  remove: "Remove",
  usualAgain: "Back to the usual ones",
  save: "Save templates",
  saved: "Saved.",
  fresh: "New template",
  onlyAdministrators: "An administrator sets these.",
} as const;
export const reportTemplateWords: Translated<typeof reportTemplateWordsEnglish> = words(
  reportTemplateWordsEnglish,
  turkish.reportTemplateWords,
);
