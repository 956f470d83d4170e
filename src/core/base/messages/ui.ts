import type { AppInfo, PanelState, WatchState, WorklistFilter, WorklistRow } from "../../api.ts";
import type { Agreement, Verdict } from "../../agreement/agreement.ts";
import type { SpacingSource } from "../../dicom/spacing.ts";
import type { CornerPart } from "../../studies/corner-part.ts";
import type { PictureIdentity } from "../../studies/picture-identity.ts";
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

const openingEnglish = {
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
export const opening: Translated<typeof openingEnglish> = words(openingEnglish, turkish.opening);

const jobsEnglish = {
  title: "Import",
  collecting: (count: number) => `Looking through what you gave: ${count} files`,
  handing: (count: number) => `Handing over ${count} file${count === 1 ? "" : "s"}`,
  progress: (done: number, total: number | null) =>
    total === null ? `${done} files` : `${done} of ${total}`,
  state: {
    running: "Importing",
    waiting: "Whose films are these?",
    done: "Imported",
    cancelled: "Cancelled",
    failed: "Import stopped",
  },
  /** What is left of an import, in words of its size: a second more or less is no news. */
  remaining: (milliseconds: number) => {
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 10) return "a few seconds left";
    if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} s left`;
    return `about ${Math.ceil(seconds / 60)} min left`;
  },
  conflicts: (count: number) => (count === 1 ? "1 conflict" : `${count} conflicts`),
  resume: "Go on",
  forget: "Let go of this import",
  saveList: "Save list",
  listName: "not-imported.csv",
  listColumns: ["file", "code", "reason"],
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
export const jobs: Translated<typeof jobsEnglish> = words(jobsEnglish, turkish.jobs);

/** The folder whose films come by themselves. */
const watchingEnglish = {
  title: "Watched folder",
  hint: "Films that come into this folder, and what is below it, are imported by themselves when they are complete. Nothing in it is changed.",
  folder: "Folder",
  placeholder: "Whole path, such as /mnt/films or D:\\films",
  watch: "Watch",
  stop: "Stop watching",
  state: {
    off: "No folder is watched.",
    watching: "Watching",
    lost: "Not there: connect its disk or share. Overread goes on when it is back.",
  } satisfies Record<WatchState["state"], string>,
  first: "Watch a folder",
  firstHint: "Its films come by themselves",
} as const;
export const watching: Translated<typeof watchingEnglish> = words(watchingEnglish, turkish.watching);

/** Looking for a folder of this computer. */
const foldersEnglish = {
  browse: "Browse",
  close: "Close",
  label: "Folders",
  up: "One folder up",
  none: "No folders in it.",
} as const;
export const folders: Translated<typeof foldersEnglish> = words(foldersEnglish, turkish.folders);

/** Asked once for the PNG and JPEG films of an import. */
const picturesEnglish = {
  lead: (count: number) =>
    count === 1
      ? "One PNG or JPEG film says nothing of its patient."
      : `${count} PNG and JPEG films say nothing of their patient.`,
  hint: "What you enter holds for all of them. A films.csv beside them can name each.",
  patientName: "Patient",
  patientNameHint: "Family^Given",
  patientId: "Patient ID",
  birthDate: "Born",
  sex: "Sex",
  sexes: { "": "not known", F: "female", M: "male", O: "other" } satisfies Record<
    PictureIdentity["sex"],
    string
  >,
  studyDate: "Study date",
  view: "View",
  views: {
    "": "not known",
    PA: "PA",
    AP: "AP",
    LL: "left lateral",
    RL: "right lateral",
  } satisfies Record<PictureIdentity["view"], string>,
  submit: (count: number) => (count === 1 ? "Import it" : `Import ${count} films`),
  skip: "Import without a patient",
} as const;
export const pictures: Translated<typeof picturesEnglish> = words(picturesEnglish, turkish.pictures);

const firstStartEnglish = {
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
export const firstStart: Translated<typeof firstStartEnglish> = words(firstStartEnglish, turkish.firstStart);

/** Pages that cover the film. */
const pagesEnglish = {
  back: "Back to the film",
} as const;
export const pages: Translated<typeof pagesEnglish> = words(pagesEnglish, turkish.pages);

const settingsEnglish = {
  title: "Settings",
  sections: "Parts of the settings",
  display: {
    title: "Display",
    theme: "Colours",
    themes: { dark: "Dark, for the reading room", light: "Light" },
    themeHint: "Films stand on black in either.",
    enlarged: "Enlarged films",
    nearest: "Every pixel as it is",
    smooth: "Neighbouring pixels blended",
    corners: "Text in the corners of a film",
    parts: {
      name: "Patient's name",
      id: "Patient's ID",
      age: "Age and sex",
      date: "Date and time",
      description: "Study description",
      view: "Modality, body part, view",
      size: "Columns and rows",
      zoom: "Zoom",
      window: "Window",
      value: "Value under the pointer",
    } satisfies Record<CornerPart, string>,
    hidePatient: "Hide the patient's name, ID, age and sex on films",
    always: "Laterality, orientation letters and inversion are always shown.",
    screen: {
      title: "Size of this screen",
      how: "Hold a bank card against the frame below and make the frame as wide as the card. True size then shows a film as large as its spacing says.",
      card: "85.6 mm",
      length: "Width",
      figure: (pixels: number) => `${pixels} px`,
      keep: "It is as wide as the card",
      unknown: "This screen was not measured: true size is not available on it.",
      known: (perInch: string) => `Measured: ${perInch} pixels an inch.`,
    },
  },
  keys: {
    title: "Keys",
    how: "Choose a key, then press the one that you want. Esc leaves it as it is.",
    press: "press a key",
    change: (command: string, key: string) => `${command}: ${key}. Change its key`,
    changed: (command: string, key: string) => `${command} is now ${key}.`,
    taken: (key: string, command: string) =>
      `${key} is the key of “${command}”. Give that another key first.`,
    reserved: (key: string) => `${key} cannot be used: the browser or the keyboard needs it.`,
    reset: "All keys as they were at first",
    wasReset: "Every key is as it was at first.",
  },
  library: {
    title: "Library",
    place: "Place",
    holds: "Holds",
    takes: "Takes",
    disk: "Its disk",
    encryption: "Encryption",
    counts: (studies: number, films: number) =>
      `${studies.toLocaleString("en")} ${studies === 1 ? "study" : "studies"}, ${films.toLocaleString("en")} ${films === 1 ? "film" : "films"}`,
    sizes: (films: number, database: number) =>
      `${(films / 1e9).toFixed(2)} GB of films, ${(database / 1e6).toFixed(1)} MB of database`,
    free: (free: number, disk: number) => `${(free / 1e9).toFixed(1)} of ${(disk / 1e9).toFixed(1)} GB free`,
  },
  about: {
    title: "About",
    version: "Version",
    shell: "Runs in",
    shells: {
      electron: "its own window (Electron)",
      browser: "the installed browser, on 127.0.0.1 alone",
      cli: "the command line",
    } satisfies Record<AppInfo["shell"], string>,
    reader: "Reader",
    library: "Library",
  },
} as const;
export const settings: Translated<typeof settingsEnglish> = words(settingsEnglish, turkish.settings);

const noticesEnglish = {
  label: "Notices",
  severity: { info: "Note", warning: "Warning", error: "Error" },
  times: (count: number) => `${count} times`,
} as const;
export const notices: Translated<typeof noticesEnglish> = words(noticesEnglish, turkish.notices);

const helpEnglish = {
  title: "Keys",
  groups: {
    worklist: "Worklist",
    film: "Film",
    window: "Window",
    mark: "Marks",
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
    ["Drag or press on a mark", "Move it, or choose it for arrow keys and Delete"],
  ] satisfies readonly (readonly [string, string])[],
} as const;
export const help: Translated<typeof helpEnglish> = words(helpEnglish, turkish.help);

/** What a key or a button does, in the words of its tooltip and the help sheet. */
const commandsEnglish = {
  "worklist.next": "Next study",
  "worklist.previous": "Previous study",
  "worklist.nextUnread": "Next unread study",
  "worklist.search": "Search",
  "worklist.priority": "Make the study urgent (STAT), or routine again",
  "film.windowTool": "Window tool",
  "film.zoomTool": "Zoom tool",
  "film.panTool": "Pan while held",
  "film.invert": "Invert",
  "film.rotate": "Turn clockwise",
  "film.rotateBack": "Turn anticlockwise",
  "film.flipAcross": "Flip left to right",
  "film.flipDown": "Flip top to bottom",
  "film.fit": "Fit to the window",
  "film.reset": "Reset to what the film says",
  "film.actual": "1 : 1, one film pixel per screen pixel",
  "film.trueSize": "True size, on a calibrated screen",
  "film.magnifier": "Magnifier",
  "film.hidePatient": "Hide or show the patient's text",
  "film.smooth": "Smooth pixels when enlarged",
  "hang.layout": "One, two or four films, in turn",
  "hang.next": "Next place",
  "hang.link": "Link zoom, place and window of films of one side, or part them",
  "film.next": "Next film of the study",
  "film.previous": "Previous film of the study",
  "film.nextFrame": "Next frame",
  "film.previousFrame": "Previous frame",
  "window.1": "Window 1: the film's own",
  "mark.length": "Measure a length",
  "mark.angle": "Measure an angle",
  "mark.cobb": "Measure a Cobb angle",
  "mark.rectangle": "Measure a rectangle: mean, deviation, area",
  "mark.ellipse": "Measure an ellipse: mean, deviation, area",
  "mark.arrow": "Arrow with words",
  "mark.cardiothoracic": "Cardiothoracic ratio",
  "mark.key": "Key image: mark this film or frame",
  "mark.undo": "Undo the last mark",
  "mark.redo": "Redo",
  "mark.hide": "Show or hide marks",
  "window.2": "Window 2: lungs",
  "window.3": "Window 3: bone",
  "window.4": "Window 4: wide",
  "window.5": "Window 5: narrow",
  "window.6": "Window 6: automatic",
  "window.7": "Window 7: full range",
  "window.8": "Window 8: the film's second",
  "window.9": "Window 9: the film's third",
  "film.export": "Export or print this film",
  "read.pneumonia": "Pneumonia",
  "read.noPneumonia": "No pneumonia",
  "read.cannotSay": "Cannot say",
  "read.confidence": "How sure: low, medium, high in turn",
  "read.commit": "Commit the read",
  "read.askSecond": "Ask for a second read (after the read)",
  "read.report": "Copy the report (after the read)",
  "read.reportShort": "Copy the report by the second template (after the read)",
  "read.reportPdf": "Save the report with its key image as PDF (after the read)",
  "read.addendum": "Add an addendum (after the read)",
  "panel.heatMap": "Heat map (after the read)",
  "panel.heatStyle": "Heat map as colours or as lines",
  "frame.open": "Open films",
  "frame.openFolder": "Open a folder",
  "frame.toggleList": "Show or hide the worklist",
  "frame.toggleSide": "Show or hide read and panel",
  "page.worklist": "The whole worklist, with all columns",
  "page.secondReads": "Second reads",
  "session.lock": "Lock, or let another reader sign in",
  "page.models": "Models: what each network is worth",
  "frame.secondWindow": "Second window, for a second screen",
  "frame.secondShows": "Second window: follows the film, or shows the prior",
  "frame.fullScreen": "Full screen",
  "page.statistics": "Statistics of your reads",
  "page.audit": "Audit record (administrators)",
  "page.settings": "Settings",
  "frame.help": "Help: all keys",
  "frame.escape": "Close, or leave the field",
} as const;
export const commands: Translated<typeof commandsEnglish> = words(commandsEnglish, turkish.commands);
