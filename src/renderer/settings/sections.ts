import type { Component } from "svelte";
import { backupSettings } from "../../core/base/messages/backup.ts";
import { backends } from "../../core/base/messages/backends.ts";
import { hangingSettings } from "../../core/base/messages/hanging.ts";
import { languageSettings } from "../../core/base/messages/language.ts";
import { screenQuality } from "../../core/base/messages/screen.ts";
import { watching } from "../../core/base/messages/opening.ts";
import { settings as words } from "../../core/base/messages/settings.ts";
import About from "./About.svelte";
import BackupSettings from "./BackupSettings.svelte";
import Backends from "./Backends.svelte";
import DisplaySettings from "./DisplaySettings.svelte";
import { readersWords, rulesWords } from "../../core/base/messages/second-read.ts";
import HangingSettings from "./HangingSettings.svelte";
import LanguageSettings from "./LanguageSettings.svelte";
import LibrarySettings from "./LibrarySettings.svelte";
import Keys from "./Keys.svelte";
import WatchSettings from "./WatchSettings.svelte";
import Readers from "./Readers.svelte";
import Rules from "./Rules.svelte";
import { reportTemplateWords } from "../../core/base/messages/report.ts";
import ReportTemplates from "./ReportTemplates.svelte";
import ScreenQuality from "./ScreenQuality.svelte";

/** A part of the Settings page: its name in the list at the left and what it shows. */
export interface SettingsSection {
  readonly id: string;
  readonly title: () => string;
  readonly component: Component;
}

/** The parts of the Settings page in their order; a new part is a line here. */
export const sections: readonly SettingsSection[] = [
  { id: "display", title: () => words.display.title, component: DisplaySettings },
  { id: "language", title: () => languageSettings.title, component: LanguageSettings },
  { id: "hanging", title: () => hangingSettings.title, component: HangingSettings },
  { id: "watch", title: () => watching.title, component: WatchSettings },
  { id: "backends", title: () => backends.title, component: Backends },
  { id: "screen", title: () => screenQuality.title, component: ScreenQuality },
  { id: "keys", title: () => words.keys.title, component: Keys },
  { id: "readers", title: () => readersWords.title, component: Readers },
  { id: "rules", title: () => rulesWords.title, component: Rules },
  { id: "reports", title: () => reportTemplateWords.title, component: ReportTemplates },
  { id: "library", title: () => words.library.title, component: LibrarySettings },
  { id: "backup", title: () => backupSettings.title, component: BackupSettings },
  { id: "about", title: () => words.about.title, component: About },
];
