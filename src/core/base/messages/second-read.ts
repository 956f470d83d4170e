import type { PanelState } from "../../api.ts";
import type { FlagKind } from "../../second-read/flag.ts";
import type { Radpeer, SecondReadReason, StudyState } from "../../second-read/course.ts";
import type { LungZone, OtherFinding, ReadingMode } from "../../second-read/read.ts";
import type { CourseEvent } from "../../second-read/views.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/second-read.ts";

/** Words of first reads, second reads, readers and the department's rules. */

const readWordsEnglish = {
  where: "Where",
  zones: {
    "right-upper": "right upper",
    "left-upper": "left upper",
    "right-middle": "right middle",
    "left-middle": "left middle",
    "right-lower": "right lower",
    "left-lower": "left lower",
  } satisfies Record<LungZone, string>,
  right: "R",
  left: "L",
  zonesHint: "Lung zones as the film hangs, or draw it: marks belong to the read.",
  others: "Other findings",
  other: {
    "pleural-effusion": "Pleural effusion",
    pneumothorax: "Pneumothorax",
    atelectasis: "Atelectasis",
    "interstitial-opacity": "Interstitial opacity",
    "nodule-or-mass": "Nodule or mass",
    "hilar-enlargement": "Hilar enlargement",
    cardiomegaly: "Cardiomegaly",
    "pulmonary-oedema": "Pulmonary oedema",
    hyperinflation: "Hyperinflation",
    fracture: "Fracture",
    "tube-or-line": "Tube or line",
  } satisfies Record<OtherFinding, string>,
  none: "none",
  addendum: "Addendum",
  addAddendum: "Add an addendum",
  addendumPlaceholder: "What is to be added; the read itself stays as it is",
  save: "Save addendum",
  cancel: "Cancel",
  owes: "The final answer is another than yours. Add an addendum to your read.",
  mode: {
    blinded: "read blinded",
    "ai-first": "read with the panel in view",
    triage: "read in the panel's order",
  } satisfies Record<ReadingMode, string>,
} as const;
export const readWords: Translated<typeof readWordsEnglish> = words(readWordsEnglish, turkish.readWords);

const courseWordsEnglish = {
  title: "Course",
  state: {
    unread: "not read",
    draft: "draft",
    committed: "read",
    flagged: "flagged",
    "second-read": "second read",
    adjudication: "to be settled",
    final: "final",
  } satisfies Record<StudyState, string>,
  flag: {
    none: "Reader and panel: no flag.",
    "possible-miss": "Flag: possible miss",
    "possible-overcall": "Flag: possible overcall",
    unresolved: "Flag: unresolved",
  } satisfies Record<FlagKind, string>,
  because: {
    "possible-miss": (probability: string, limit: string) =>
      `You read no pneumonia; the panel's probability is ${probability}, flagged from ${limit}.`,
    "possible-overcall": (probability: string, limit: string) =>
      `You read pneumonia; the panel's probability is ${probability}, flagged below ${limit}.`,
    unresolved: "The first reader could not say.",
  },
  noFlag: {
    none: "No flag: no panel was made for this study.",
    pending: "No flag yet: the networks have yet to look at this study.",
    withheld: "No flag: the film check withheld the panel.",
    failed: "No flag: the networks failed on this study.",
    partial: "No flag: the panel is not whole.",
    rule: "No flag yet.",
  } satisfies Record<Exclude<PanelState, "done"> | "rule", string>,
  ask: "Ask for a second read",
  asked: "A second read was asked for.",
  events: {
    read: "committed a read",
    addendum: "added an addendum",
    flag: "flagged",
    asked: "second read asked for",
    taken: "took the second read",
    "second-read": "committed the second read",
    settled: "settled it",
  } satisfies Record<CourseEvent["what"], string>,
  askedBy: "asked for a second read",
  reason: { flag: "flag", asked: "asked for", sample: "sample" } satisfies Record<SecondReadReason, string>,
  inHand: "Second read",
  inHandHint: "The first read and the panel stay closed until you commit.",
  final: (finding: string) => `Final: ${finding}`,
  score: (score: string) => `RADPEER ${score}`,
} as const;
export const courseWords: Translated<typeof courseWordsEnglish> = words(
  courseWordsEnglish,
  turkish.courseWords,
);

const queueWordsEnglish = {
  title: "Second reads",
  lead: "Films where something may have been overlooked",
  none: "Nothing waits for a second read.",
  open: "Waiting",
  settled: "Settled",
  columns: ["Patient", "Study", "Asked", "Why", "First read", "Second read", "State"],
  hidden: "withheld",
  take: "Take",
  openStudy: "Open",
  settle: "Settle",
  state: { waiting: "waiting", taken: "being read", differs: "reads differ", settled: "settled" },
  settleTitle: "Settle the disagreement",
  first: "First read",
  second: "Second read",
  finalAnswer: "Final answer",
  radpeer: "Score of the first read (RADPEER)",
  scores: {
    "1": "1 · concur",
    "2a": "2a · understandable, unlikely to matter",
    "2b": "2b · understandable, likely to matter",
    "3a": "3a · should usually not happen, unlikely to matter",
    "3b": "3b · should usually not happen, likely to matter",
  } satisfies Record<Radpeer, string>,
  how: { third: "as the third reader", consensus: "by consensus of both readers" },
  note: "Why",
  save: "Settle",
  cancel: "Cancel",
} as const;
export const queueWords: Translated<typeof queueWordsEnglish> = words(queueWordsEnglish, turkish.queueWords);

const signInWordsEnglish = {
  title: "Locked",
  who: "Who reads?",
  reader: "Reader",
  secret: "PIN or password",
  signIn: "Sign in",
  signingIn: "Checking",
  lockedAway: (name: string) => `${name} was reading here. What was typed is kept.`,
  unsaved: (studies: number) =>
    `${studies === 1 ? "One read was" : `${studies} reads were`} typed but could not be saved yet. They are kept in this window and saved when their reader signs in again; another reader's sign-in drops them.`,
} as const;
export const signInWords: Translated<typeof signInWordsEnglish> = words(
  signInWordsEnglish,
  turkish.signInWords,
);

const readersWordsEnglish = {
  title: "Readers",
  alone: "One reader, no PIN or password: whoever sits at this PC reads.",
  yours: "Your PIN or password",
  current: "Now",
  wanted: "New: a PIN of 4 to 12 digits, or 8 characters or more",
  set: "Set",
  isSet: "It is set.",
  list: "Readers of this library",
  name: "Name",
  administrator: "administrator",
  secondReader: "second reader",
  active: "signs in",
  secret: "PIN or password",
  add: "Add reader",
  reset: "Set a new one",
  resetFor: (name: string) => `New PIN or password for ${name}`,
  changed: "Saved.",
  onlyAdministrators: "An administrator adds readers and sets PINs and passwords anew.",
} as const;
export const readersWords: Translated<typeof readersWordsEnglish> = words(
  readersWordsEnglish,
  turkish.readersWords,
);

const rulesWordsEnglish = {
  title: "Reading and flags",
  mode: "Before the read",
  modes: {
    blinded: "Blinded: nothing of the panel until the read is committed",
    "ai-first": "AI-first: the panel is open from the start, and each read says so",
    triage:
      "Triage: the worklist stands in the panel's order, films with a high probability first; everything else of the panel waits for the read",
  },
  flags: "Flags",
  miss: "Share of misses to flag",
  off: "off",
  missNow: (caught: string, interval: string, flags: string, limit: string) =>
    `Expected to flag ${caught} of missed pneumonias (${interval}) at ${flags} flags in 100 films: from a probability of ${limit} on.`,
  next: (low: string, high: string) => `Of the next 100 missed pneumonias: ${low} to ${high}.`,
  overcall: "Possible overcalls below a probability of",
  overcallNow: (caught: string, flags: string) =>
    `Expected to flag ${caught} of overcalls at ${flags} more flags in 100 films.`,
  unresolved: "Flag reads that could not say",
  curve: "Flags against misses caught",
  curveOf: "panel",
  curveX: "Misses caught, %",
  curveY: "Possible-miss flags in 100 films",
  expected: "expected",
  low: "95 % from",
  high: "95 % to",
  ownMisses: (misses: number, caught: number, interval: string) =>
    `Of the ${misses} pneumonias that this department's sample shows as missed, it flags ${caught} (${interval}).`,
  rests: (films: number, own: number, unsampled: boolean) =>
    `It rests on ${films} past films of the networks' data (children of 1 to 5 years, one hospital)${own === 0 ? "" : ` and ${own} of this department's random sample`}. ${unsampled ? "No random share is read again, so nothing of this department joins it. " : ""}A miss is taken to be as any other pneumonia.`,
  mix: (prevalence: string, missed: string, overcalled: string) =>
    `Reckoned with ${prevalence} of films with pneumonia, ${missed} of these missed, ${overcalled} of the others overcalled.`,
  noPast: "The networks that are loaded have no counted past cases: nothing can be promised.",
  soFar: (reads: number, flags: number) =>
    `So far: ${flags} ${flags === 1 ? "flag" : "flags"} in ${reads} reads that were compared.`,
  second: "Second reads",
  by: { another: "by another reader only", anyone: "also by the same reader, later" },
  hours: "hours later at the earliest",
  blinded: "Blinded to the first read",
  sample: "Read a random share again, whatever the panel says",
  lock: "Lock after minutes without a key or pointer (0: never)",
  save: "Save rules",
  saved: "Saved.",
  onlyAdministrators: "An administrator sets these.",
} as const;
export const rulesWords: Translated<typeof rulesWordsEnglish> = words(rulesWordsEnglish, turkish.rulesWords);
