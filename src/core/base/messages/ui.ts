import type { PanelState, WorklistFilter, WorklistRow } from "../../api.ts";
import type { Agreement, Verdict } from "../../agreement/agreement.ts";
import type { SpacingSource } from "../../dicom/spacing.ts";
import type { Finding, ReadDraft } from "../../second-read/read.ts";
import type { SortColumn } from "../../studies/listing.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/ui.ts";

/** Every word that the workstation's window shows, by the part of the window that shows it. */

const appEnglish = {
  name: "Overread",
  notCleared: "An aid, not a cleared medical device",
  reader: (name: string) => `Reader: ${name}`,
  failed: (detail: string) =>
    `Overread's window could not reach the workstation (${detail}). Close the window and start Overread again.`,
  fault: (detail: string) =>
    `A fault in Overread's window stopped this action (${detail}). The library is unharmed; try again.`,
  retry: "Try again",
  close: "Close",
  dismiss: "Dismiss",
} as const;

export const app: Translated<typeof appEnglish> = words(appEnglish, turkish.app);

/** Where somebody types a day. */
const daysEnglish = {
  pattern: "YYYY-MM-DD",
  wrong: "There is no such day. Write it as 2026-11-24.",
  future: "That day is still to come.",
} as const;
export const days: Translated<typeof daysEnglish> = words(daysEnglish, turkish.days);

/** The thin line at the top. */
const barEnglish = {
  label: "Overview",
  search: "Search name, ID, accession",
  searchLabel: "Search the worklist",
  clearSearch: "Clear the search",
} as const;

export const bar: Translated<typeof barEnglish> = words(barEnglish, turkish.bar);

const worklistEnglish = {
  title: "Worklist",
  label: "Worklist of studies",
  nothingFound: (search: string) => `No study matches “${search}”. Clear the search to see the whole list.`,
  loading: "Loading the worklist",
  read: { unread: "unread", draft: "draft", committed: "read" } satisfies Record<WorklistRow["read"], string>,
  /** A second read of this reader, short in the narrow list. */
  secondShort: "2nd",
  second: { taken: "2nd, draft", committed: "2nd, read" } satisfies Record<
    Exclude<WorklistRow["second"], "none">,
    string
  >,
  triage: "in the panel's order",
  panel: {
    none: "",
    pending: "queued",
    done: "ready",
    withheld: "withheld",
    failed: "failed",
    partial: "partial",
  } satisfies Record<PanelState, string>,
  panelHint: {
    none: "No panel for this study",
    pending: "The networks have yet to look at this study",
    done: "The panel is ready and waits for your read",
    withheld: "The film check withheld the panel's numbers",
    failed: "The networks failed on this study",
    partial: "Some networks failed on this study",
  } satisfies Record<PanelState, string>,
  /** Films that are there of all, and the sentence, of a study with films whose files are missing. */
  filmsMissing: (films: number, missing: number) => `${films - missing} of ${films}`,
  missingHint: (missing: number) =>
    missing === 1
      ? "The file of a film is missing from the library. Import the film again."
      : `The files of ${missing} films are missing from the library. Import the films again.`,
  anyFiles: "All files",
  missingFiles: "file missing",
  filesLabel: "Films' files",
  noName: "No name",
  position: (index: number, total: number) => `${index} of ${total}`,
  lead: "Enter opens a study; the arrow keys go through the list.",
  columns: {
    priority: "Priority",
    status: "Status",
    name: "Patient",
    id: "ID",
    age: "Age, sex",
    date: "Study date",
    accession: "Accession",
    description: "Description",
    view: "View",
    films: "Films",
    panel: "Panel",
  } satisfies Record<SortColumn, string>,
  priority: { stat: "STAT", routine: "routine" } satisfies Record<WorklistRow["priority"], string>,
  quick: { all: "all", today: "today", unread: "unread", mine: "mine", flagged: "flagged" } satisfies Record<
    WorklistFilter["quick"],
    string
  >,
  quickHint: {
    all: "Every study in the library",
    today: "Studies of today",
    unread: "Studies that you have not committed a read of",
    mine: "Studies that you have begun or committed a read of",
    flagged: "Studies on which the panel raised a flag after you committed your read",
  } satisfies Record<WorklistFilter["quick"], string>,
  quickLabel: "Quick filters",
  anyPriority: "Any priority",
  anyPanel: "Any panel state",
  panelNone: "no panel",
  from: "From",
  to: "To",
  saved: "Saved filters",
  saveAs: "Name of this filter",
  save: "Save filter",
  forget: (name: string) => `Forget the filter ${name}`,
  chooseColumns: "Columns",
  moveLeft: (column: string) => `Move ${column} to the left`,
  moveRight: (column: string) => `Move ${column} to the right`,
  sortBy: (column: string) =>
    `${column}: click to sort, drag to move; with the keyboard Enter sorts, Alt with an arrow moves, Shift with an arrow resizes`,
  widthOf: (column: string) => `Width of ${column}`,
  nothingLeft: "No study is left under these filters.",
  showAll: "Show the whole list",
  listed: (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "study" : "studies"}`,
  timeline: "Studies of this patient",
  deleteStudy: "Delete study",
  deleteWhat: (name: string, films: number) =>
    `Delete ${films === 1 ? "the film" : `all ${films} films`} of ${name} for good? Committed reads and the audit record stay.`,
  deleteForGood: "Delete for good",
  keepStudy: "Keep",
  deleted: (films: number) =>
    `The study was deleted with its ${films === 1 ? "film" : `${films} films`}. It can be imported again.`,
  noDate: "no date",
  queue: (count: number, more: boolean) => `queue ${count}${more ? "+" : ""}`,
  pause: "Pause the networks' work in the background; the study on screen is answered all the same",
  resume: "Let the networks go on in the background",
  paused: "paused",
  resize: "Width of the worklist",
  noMoreUnread: "No unread study is left in this list.",
} as const;

export const worklist: Translated<typeof worklistEnglish> = words(worklistEnglish, turkish.worklist);

/** Ages of the standard's AS (PS3.5 6.2): a number and D, W, M or Y. */
const ageUnitsEnglish: Readonly<Record<string, string>> = { D: "d", W: "w", M: "m", Y: "y" };

export const ageUnits: Translated<typeof ageUnitsEnglish> = words(ageUnitsEnglish, turkish.ageUnits);

const filmEnglish = {
  label: "Film",
  choose: (key: string) => `Choose a study from the worklist, or press ${key} for the next unread one.`,
  loading: "Decoding the film",
  arriving: "Full resolution is on its way",
  reading: "Opening the study",
  noFilms: "This study holds no film that can be shown.",
  failed: "This film cannot be shown",
  noName: "No name",
  patientId: (id: string) => `ID ${id}`,
  window: (centre: string, width: string) => `C ${centre}  W ${width}`,
  sigmoid: "sigmoid",
  exact: "exact",
  lut: (explanation: string) => (explanation === "" ? "film's own table" : explanation),
  colour: "colour film, no window",
  inverted: "inverted",
  zoom: (scale: string) => `Zoom ${scale}`,
  frame: (frame: number, frames: number) => `Frame ${frame} of ${frames}`,
  frameLabel: "Frame",
  size: (columns: number, rows: number) => `${columns} × ${rows}`,
  millimetres: (length: number) => `${length} mm`,
  noSpacing: "no scale: the film gives no pixel spacing",
  spacing: {
    "pixel-spacing": "Pixel Spacing: calibrated by the source",
    "imager-pixel-spacing": "Imager Pixel Spacing: at the detector, not in the patient",
    "imager-pixel-spacing-magnified": "Imager Pixel Spacing, corrected for magnification",
  } satisfies Record<SpacingSource, string>,
  spacingShort: {
    "pixel-spacing": "calibrated",
    "imager-pixel-spacing": "at detector",
    "imager-pixel-spacing-magnified": "magnification corrected",
  } satisfies Record<SpacingSource, string>,
  patientHidden: "Patient's text hidden",
  value: (value: string, units: string) => (units === "" ? `Value ${value}` : `Value ${value} ${units}`),
  stored: (value: number) => `stored ${value}`,
  padding: "padding",
  at: (column: number, row: number) => `at ${column}, ${row}`,
  trueSize: "true size",
  trueSizeDetector: "size at the detector",
  noTrueSize: "This film gives no pixel spacing: how large it is cannot be known.",
  screenUnknown:
    "This screen was not measured yet. Measure it in Settings, Display, and ask for true size again.",
  noSecondWindow: "The browser held the second window back. Allow windows for this address and try again.",
  noFullScreen: (detail: string) => `The window could not fill the screen (${detail}).`,
  laterality: (letter: string) => `Laterality ${letter}`,
  films: "Films of this study",
  tab: (index: number, view: string) => (view === "" ? `Film ${index}` : `${index}  ${view}`),
  tools: "Film tools",
  presets: "Windows",
  heatOf: (network: string) => `Heat map: ${network}`,
  heatScale: "brightest = strongest on this film",
  heatTogether: "mean of the networks' maps, each as shares of its strongest",
  heatStyle: "How a heat map is drawn",
  heatStyles: { colour: "Colours", contour: "Lines" },
  heatParts: { opacity: "Opacity", threshold: "Threshold" },
  heatEmpty: (network: string) => `${network}: no region speaks for pneumonia`,
} as const;

export const film: Translated<typeof filmEnglish> = words(filmEnglish, turkish.film);

/** Window presets by number; what a film does not have is left out. */
const presetsEnglish = {
  own: "Film's own window",
  lungs: "Lungs: the film's dark part",
  bone: "Bone: the film's bright part",
  wide: "Wide",
  narrow: "Narrow",
  automatic: "Automatic: 1 % to 99 % of the film's values",
  full: "Full range",
  further: (index: number, explanation: string) =>
    explanation === "" ? `Film's window ${index}` : `Film's window ${index}: ${explanation}`,
} as const;

export const presets: Translated<typeof presetsEnglish> = words(presetsEnglish, turkish.presets);

const finding: Record<Finding, string> = {
  pneumonia: "Pneumonia",
  "no-pneumonia": "No pneumonia",
  "cannot-say": "Cannot say",
};

const firstReadEnglish = {
  title: "Read",
  finding,
  findingLabel: "Finding",
  confidenceLabel: "How sure",
  confidence: { low: "Low", medium: "Medium", high: "High" } satisfies Record<
    NonNullable<ReadDraft["confidence"]>,
    string
  >,
  note: "Note",
  notePlaceholder: "What you see, in your words",
  commit: "Commit read",
  needsFinding: "Choose a finding first",
  saving: "saving draft",
  saved: "draft saved",
  notSaved: "draft not saved",
  final: "A committed read does not change.",
  committed: (time: string) => `Committed ${time}`,
  waits: "Opens with a study.",
  unseen: "Opens when the film is on screen.",
} as const;

export const firstRead: Translated<typeof firstReadEnglish> = words(firstReadEnglish, turkish.firstRead);

const panelEnglish = {
  title: "Panel",
  sealed: "The panel waits for your read.",
  noStudy: "The panel opens after a read.",
  loading: "Fetching the panel",
  pending: "The networks are looking at this film.",
  none: "No panel was made for this study.",
  failed: "No network answered for this film.",
  partial: "Too few networks answered for a verdict.",
  withheld: "Withheld: no number is shown",
  film: (index: number, view: string) => (view === "" ? `Film ${index}` : `Film ${index} · ${view}`),
  shown: "on screen",
  show: "Show this film",
  headline: (verdict: Verdict) => (verdict === "pneumonia" ? "pneumonia likely" : "pneumonia unlikely"),
  noVerdict: "no verdict",
  verdict: { pneumonia: "pneumonia", normal: "normal" } satisfies Record<Verdict, string>,
  noAnswer: "no answer",
  level: { unanimous: "unanimous", majority: "majority", split: "split" } satisfies Record<
    NonNullable<Agreement["level"]>,
    string
  >,
  /** Where the panel, which weighs the networks, does not follow most of them. */
  againstMost: "against the majority",
  answered: (of: number, total: number) => `${of} of ${total} networks`,
  agreeing: (agreeing: number, of: number, level: string) => `${agreeing} of ${of} · ${level}`,
  axis: { low: "0", middle: ".5", high: "1" },
  row: (title: string, probability: string, threshold: string, verdict: string) =>
    `${title}: probability of pneumonia ${probability}, threshold ${threshold}, ${verdict}`,
  version: (version: string) => `v${version}`,
  threshold: (threshold: string) => `pneumonia from ${threshold}`,
  /** Short, in a network's row. */
  from: (threshold: string) => `from ${threshold}`,
  /** How a network did on its test, in short; how on all its sets, in full. */
  test: (auc: string, low: string, high: string) => `test AUC ${auc} (${low}–${high})`,
  adults: (auc: string, low: string, high: string) => `on adults AUC ${auc} (${low}–${high})`,
  tested: (set: string, films: number, auc: string, sensitivity: string, specificity: string) =>
    `${set}, ${films} films: AUC ${auc}, sensitivity ${sensitivity}, specificity ${specificity}`,
  warned: "The film check warns of this film",
  nearby: (low: string, high: string) => `past films near it: ${low}–${high}`,
  together: "Panel",
  you: "You",
  /** Between reader and panel. */
  agree: "agree",
  differ: "differ",
  disagrees: "disagrees",
  own: "Your own models, not counted in the panel",
  readerDiffers: (own: string, panels: string) => `You read ${own}; the panel says ${panels}.`,
  readerAgrees: "Your read and the panel agree.",
  checkOk: "Film check: found nothing outside what the networks know.",
  check: "Film check",
  heatHint: "Point at a row to see its heat map, or press H.",
  highest: (index: number, probability: string) =>
    `Highest of this study's films: film ${index}, ${probability}`,
  resize: "Width of the read and panel column",
} as const;

export const panel: Translated<typeof panelEnglish> = words(panelEnglish, turkish.panel);

/** Pages that cover the film. */
const pagesEnglish = {
  back: "Back to the film",
} as const;

export const pages: Translated<typeof pagesEnglish> = words(pagesEnglish, turkish.pages);

const noticesEnglish = {
  label: "Notices",
  severity: { info: "Note", warning: "Warning", error: "Error" },
  times: (count: number) => `${count} times`,
} as const;

export const notices: Translated<typeof noticesEnglish> = words(noticesEnglish, turkish.notices);
