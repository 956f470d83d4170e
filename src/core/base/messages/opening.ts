import type { WatchState } from "../../api.ts";
import type { PictureIdentity } from "../../studies/picture-identity.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/opening.ts";

/** What the window says while films come in. */

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
