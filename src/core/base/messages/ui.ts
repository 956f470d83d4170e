import type { PanelState, WorklistRow } from "../../api.ts";
import type { Agreement, Verdict } from "../../agreement/agreement.ts";
import type { SpacingSource } from "../../dicom/spacing.ts";
import type { Finding, ReadDraft } from "../../second-read/read.ts";

/** Every word that the workstation's window shows, by the part of the window that shows it. */

export const app = {
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

/** The thin line at the top. */
export const bar = {
  label: "Overview",
  search: "Search name, ID, accession",
  searchLabel: "Search the worklist",
  clearSearch: "Clear the search",
  studies: (count: number) => (count === 1 ? "study" : "studies"),
  found: "found",
  unread: "unread",
  today: "today",
  draft: (count: number) => (count === 1 ? "draft" : "drafts"),
} as const;

export const worklist = {
  title: "Worklist",
  label: "Worklist of studies",
  nothingFound: (search: string) => `No study matches “${search}”. Clear the search to see the whole list.`,
  loading: "Loading the worklist",
  read: { unread: "unread", draft: "draft", committed: "read" } satisfies Record<WorklistRow["read"], string>,
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
  noName: "No name",
  position: (index: number, total: number) => `${index} of ${total}`,
  columns: { status: "Status", name: "Patient", age: "Age", date: "Date", view: "View", panel: "Panel" },
  resize: "Width of the worklist",
  noMoreUnread: "No unread study is left in this list.",
} as const;

/** Ages of the standard's AS (PS3.5 6.2): a number and D, W, M or Y. */
export const ageUnits: Readonly<Record<string, string>> = { D: "d", W: "w", M: "m", Y: "y" };

export const film = {
  label: "Film",
  choose: (key: string) => `Choose a study from the worklist, or press ${key} for the next unread one.`,
  loading: "Decoding the film",
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
  laterality: (letter: string) => `Laterality ${letter}`,
  films: "Films of this study",
  tab: (index: number, view: string) => (view === "" ? `Film ${index}` : `${index}  ${view}`),
  tools: "Film tools",
  presets: "Windows",
  heatOf: (network: string) => `Heat map: ${network}`,
  heatScale: "brightest = strongest on this film",
  heatEmpty: (network: string) => `${network}: no region speaks for pneumonia`,
} as const;

/** Window presets by number; what a film does not have is left out. */
export const presets = {
  own: "Film's own window",
  full: "Full range",
  wide: "Wide",
  narrow: "Narrow",
  further: (index: number, explanation: string) =>
    explanation === "" ? `Film's window ${index}` : `Film's window ${index}: ${explanation}`,
} as const;

const finding: Record<Finding, string> = {
  pneumonia: "Pneumonia",
  "no-pneumonia": "No pneumonia",
  "cannot-say": "Cannot say",
};

export const firstRead = {
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

export const panel = {
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
  answered: (of: number, total: number) => `${of} of ${total} networks`,
  agreeing: (agreeing: number, of: number, level: string) => `${agreeing} of ${of} · ${level}`,
  axis: { low: "0", middle: ".5", high: "1" },
  row: (title: string, probability: string, threshold: string, verdict: string) =>
    `${title}: probability of pneumonia ${probability}, threshold ${threshold}, ${verdict}`,
  version: (version: string) => `v${version}`,
  threshold: (threshold: string) => `pneumonia from ${threshold}`,
  together: "Panel",
  alone: (title: string) => `${title} alone disagrees.`,
  disagrees: "disagrees",
  own: "Your own models, not counted in the panel",
  split: "The networks are split.",
  readerDiffers: (own: string, panels: string) => `You read ${own}; the panel says ${panels}.`,
  readerAgrees: "Your read and the panel agree.",
  checkOk: "Film check: found nothing outside what the networks know.",
  check: "Film check",
  heatHint: "Point at a row to see its heat map, or press H.",
  highest: (index: number, probability: string) =>
    `Highest of this study's films: film ${index}, ${probability}`,
  resize: "Width of the read and panel column",
} as const;

export const opening = {
  films: "Open films",
  folder: "Open a folder",
  phantoms: "Try it on phantom films",
  filmsHint: "DICOM, PNG or JPEG, one or many",
  folderHint: "Everything in it, with its folders",
  phantomsHint: "12 drawn films, no patient; the networks' answers on them mean nothing",
  drop: "Drop films or folders to import them",
  nothingDropped: "What was dropped holds no file. Drop films or folders from your file manager.",
  unreadableEntry: (name: string, detail: string) =>
    `${name} could not be read (${detail}). Check its permissions and drop it again.`,
} as const;

export const jobs = {
  title: "Import",
  collecting: (count: number) => `Looking through what you gave: ${count} files`,
  handing: (count: number) => `Handing over ${count} file${count === 1 ? "" : "s"}`,
  progress: (done: number, total: number | null) =>
    total === null ? `${done} files` : `${done} of ${total}`,
  state: { running: "Importing", done: "Imported", cancelled: "Cancelled", failed: "Import stopped" },
  imported: (count: number) => `${count} imported`,
  duplicates: (count: number) => `${count} already here`,
  skipped: (count: number) => `${count} not films, skipped`,
  rejected: (count: number) => `${count} not taken`,
  rejectedTitle: "Not taken",
  cancel: "Cancel import",
  hide: "Hide import",
  show: "Show import",
  bar: "Import progress",
  more: (count: number) => `and ${count} more`,
} as const;

export const firstStart = {
  title: "Nothing to read yet",
  lead: "Open films from this PC, or look around with phantom films first.",
  knows: "What the networks know",
  own: (title: string) => `${title} (your own)`,
  noNetworks: "No network is loaded. Films can be read; the panel stays empty.",
  privacyTitle: "Where films stay",
  deviceTitle: "What this is",
  privacy: "Nothing leaves this PC: Overread works without a network connection.",
  device:
    "Overread is an aid for research and teaching. It is not a cleared medical device and does not replace a radiologist's read.",
  dropHint: "Or drop films or folders anywhere in this window.",
} as const;

export const notices = {
  label: "Notices",
  severity: { info: "Note", warning: "Warning", error: "Error" },
  times: (count: number) => `${count} times`,
} as const;

export const help = {
  title: "Keys",
  label: "Help: all keys",
  groups: {
    worklist: "Worklist",
    film: "Film",
    window: "Window",
    read: "Read",
    panel: "Panel",
    frame: "Workstation",
  },
  mouse: "Mouse",
  gestures: [
    ["Left drag", "Window: right wider, down darker"],
    ["Wheel", "Zoom at the pointer"],
    ["Middle or right drag", "Pan"],
    ["Space + drag", "Pan"],
  ] satisfies readonly (readonly [string, string])[],
} as const;

/** What a key or a button does, in the words of its tooltip and the help sheet. */
export const commands = {
  "worklist.next": "Next study",
  "worklist.previous": "Previous study",
  "worklist.nextUnread": "Next unread study",
  "worklist.search": "Search",
  "film.windowTool": "Window tool",
  "film.zoomTool": "Zoom tool",
  "film.panTool": "Pan while held",
  "film.invert": "Invert",
  "film.fit": "Fit to the window",
  "film.reset": "Reset to what the film says",
  "film.actual": "1 : 1, one film pixel per screen pixel",
  "film.smooth": "Smooth pixels when enlarged",
  "film.next": "Next film of the study",
  "film.previous": "Previous film of the study",
  "film.nextFrame": "Next frame",
  "film.previousFrame": "Previous frame",
  "window.1": "Window 1: the film's own",
  "window.2": "Window 2: full range",
  "window.3": "Window 3: wide",
  "window.4": "Window 4: narrow",
  "window.5": "Window 5: the film's second",
  "window.6": "Window 6: the film's third",
  "read.pneumonia": "Pneumonia",
  "read.noPneumonia": "No pneumonia",
  "read.cannotSay": "Cannot say",
  "read.confidence": "How sure: low, medium, high in turn",
  "read.commit": "Commit the read",
  "panel.heatMap": "Heat map (after the read)",
  "frame.open": "Open films",
  "frame.openFolder": "Open a folder",
  "frame.toggleList": "Show or hide the worklist",
  "frame.toggleSide": "Show or hide read and panel",
  "frame.help": "Help: all keys",
  "frame.escape": "Close, or leave the field",
} as const;
