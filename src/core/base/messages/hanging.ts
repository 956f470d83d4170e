import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/hanging.ts";

/** What is wrong with hanging rules, and what to do. */
const hangingFaultsEnglish = {
  seats: (rule: number, places: number, seats: number) =>
    `Rule ${rule} names ${places} films for a layout of ${seats}. Choose a film for each place.`,
  noCurrent: (rule: number) =>
    `Rule ${rule} hangs no film of the study that is read. Choose one of its films for a place.`,
  priorWithout: (rule: number) =>
    `Rule ${rule} is for studies without a prior and asks for a prior's film. Choose a film of the study that is read.`,
  twice: (rule: number) =>
    `Rule ${rule} hangs the same film twice. Choose another film for one of the places.`,
  unreached: (rule: number, earlier: number) =>
    `Rule ${rule} is never reached: rule ${earlier} comes first and fits every study that it fits. Remove it or move it up.`,
  noLast: "The last rule must fit any study: any films, with a prior or without.",
} as const;
export const hangingFaults: Translated<typeof hangingFaultsEnglish> = words(
  hangingFaultsEnglish,
  turkish.hangingFaults,
);

const count = (number: number, one: string, many: string): string =>
  number === 1 ? `1 ${one}` : `${number} ${many}`;

/** How long before another study one was made, in words of its size. */
function before(days: number | null): string {
  if (days === null) return "";
  if (days < 1) return "earlier the same day";
  if (days < 60) return `${count(days, "day", "days")} before`;
  const months = Math.floor(days / 30.44);
  if (months < 24) return `${count(months, "month", "months")} before`;
  return `${count(Math.floor(days / 365.25), "year", "years")} before`;
}

/** Words of several films side by side. */
const hangingWordsEnglish = {
  current: "current",
  prior: "prior",
  noDate: "no date",
  before,
  otherView: (view: string) => `${view}: another view than the current film`,
  place: (number: number, count: number, what: string) => `Film ${number} of ${count}: ${what}`,
  empty: "Empty place: choose a film above.",
  priorTab: (date: string, view: string) => (view === "" ? `prior ${date}` : `prior ${date} ${view}`),
  nothingBeside: "There is no other film of this study and no prior to hang beside this one.",
  moreFilms: "More films of this study have come in: they stand in the row above the film.",
  layoutLabel: "Layout",
  layouts: { one: "One film", "side-by-side": "Two side by side", stacked: "Two stacked", four: "Four" },
  linked: "Films of one side are linked: zoom, place and window.",
  unlinked: "Films are no longer linked.",
  secondShows: {
    film: "The second window follows the film that is looked at.",
    prior: "The second window shows the prior; a study hangs here as if it had none.",
  },
  noPrior: "This study has no prior that it can be compared with.",
} as const;
export const hangingWords: Translated<typeof hangingWordsEnglish> = words(
  hangingWordsEnglish,
  turkish.hangingWords,
);

/** Words of the section of Settings in which a reader's rules of hanging are changed. */
const hangingSettingsEnglish = {
  title: "Hanging",
  second: "Second window",
  secondShows: {
    film: "follows the film that is looked at",
    prior: "shows the most recent comparable prior, linked; here a study hangs as if it had none",
  },
  lead: "The first rule that fits a study hangs its films. A place for which there is no film is left out.",
  rule: (number: number) => `Rule ${number}`,
  films: "Study has",
  filmsAre: { any: "any films", one: "a single film", "frontal-and-lateral": "frontal and lateral" },
  prior: "Prior",
  priorIs: { any: "with or without", with: "with a prior", without: "without a prior" },
  layout: "Layout",
  place: (number: number) => `Place ${number}`,
  places: {
    "current any": "this study, next film",
    "current frontal": "this study, frontal",
    "current lateral": "this study, lateral",
    "prior any": "prior, next film",
    "prior frontal": "prior, frontal",
    "prior lateral": "prior, lateral",
  },
  add: "Add a rule",
  up: (number: number) => `Move rule ${number} up`,
  remove: (number: number) => `Remove rule ${number}`,
  keep: "Use these rules",
  usual: "Back to the usual rules",
  kept: "In use from the next study on.",
} as const;
export const hangingSettings: Translated<typeof hangingSettingsEnglish> = words(
  hangingSettingsEnglish,
  turkish.hangingSettings,
);
