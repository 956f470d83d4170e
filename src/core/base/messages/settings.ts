import type { AppInfo } from "../../api.ts";
import type { CornerPart } from "../../studies/corner-part.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/settings.ts";

/** The settings page. */

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
