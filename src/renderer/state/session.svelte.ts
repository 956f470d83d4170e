import { hangingWords } from "../../core/base/messages/hanging.ts";
import type { AppEvent } from "../../core/api.ts";
import { subscribe } from "../bridge/index.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { info } from "./app-info.svelte.ts";
import { course, secondReads } from "./course.svelte.ts";
import { display } from "./display.svelte.ts";
import { frames } from "./frames.ts";
import { firstRead } from "./first-read.svelte.ts";
import { hanging } from "./hanging.svelte.ts";
import { inference } from "./inference.svelte.ts";
import { jobs } from "./jobs.svelte.ts";
import { marks } from "./marks.svelte.ts";
import { notices } from "./notices.svelte.ts";
import { page } from "./page.svelte.ts";
import { panel } from "./panel.svelte.ts";
import { queue } from "./queue.svelte.ts";
import { seat } from "./seat.svelte.ts";
import { readerStatistics } from "./statistics.svelte.ts";
import { screenChecks } from "./screen-checks.svelte.ts";
import { study } from "./study.svelte.ts";
import { upkeep } from "./upkeep.svelte.ts";
import { watch } from "./watch.svelte.ts";
import { worklist } from "./worklist.svelte.ts";

/** While films come in the list changes many times a second; it is fetched again at most this often. */
const refreshAfter = 300;

/** Milliseconds for which a study is open at least before all about its film is asked for: who steps on has the film sooner. */
const rest = 60;

let refreshing: ReturnType<typeof setTimeout> | undefined;
function refreshSoon(): void {
  refreshing ??= setTimeout(() => {
    refreshing = undefined;
    void worklist.refresh().then(growStudy);
  }, refreshAfter);
}

/** Tells the reader of films that came into the study on screen. */
async function growStudy(): Promise<void> {
  const row = Object.values(worklist.cache).find(({ studyUid }) => studyUid === study.uid);
  try {
    if (row !== undefined && (await study.grow(row.films))) notices.tell("info", hangingWords.moreFilms);
  } catch (error) {
    notices.fail(error);
  }
}

function onEvent(event: AppEvent): void {
  switch (event.name) {
    case "worklist.changed":
      refreshSoon();
      break;
    case "secondReads.changed":
      void secondReads.load();
      if (study.uid !== null) void course.load(study.uid);
      // Also said when the networks are ready: until then every panel counted as queued.
      if (page.open === "statistics") void readerStatistics.load();
      break;
    case "session.changed":
      if (!seat.locked) refreshAll();
      break;
    case "queue.changed":
      queue.take(event.state);
      break;
    case "panel.changed":
      if (event.studyUid !== study.uid) break;
      if (firstRead.committed !== null || panel.value?.sealed === false) void panel.load(event.studyUid);
      void course.load(event.studyUid);
      break;
    case "inference.progress":
      inference.take(event.progress);
      break;
    case "inference.changed":
      inference.changed();
      break;
    case "import.progress":
      jobs.take(event.progress);
      break;
    case "watch.changed":
      watch.take(event.watch);
      break;
    case "backup.changed":
      upkeep.takeBackup(event.backup);
      break;
    case "move.changed":
      upkeep.takeMove(event.move);
      // Where the library is now is said in About, too.
      if (event.move.result?.state === "done") void info.load();
      break;
    case "upkeep.changed":
      void upkeep.load();
      break;
    case "notice":
      notices.hear(event);
      break;
  }
}

/** Nothing was told while the workstation was locked. */
function refreshAll(): void {
  void info.load();
  void hanging.load();
  screenChecks.remind(Date.now());
  void queue.load();
  void worklist.refresh();
  void secondReads.load();
}

/** Starts the window's life: what this run is, the worklist, the events. Returns how to stop. */
export function startSession(): () => void {
  refreshAll();
  void jobs.recall();
  return subscribe(onEvent);
}

/** Opens the selected study with its read and, where the read is in, its panel. */
export async function openSelected(): Promise<void> {
  const uid = worklist.selected;
  if (uid === null || uid === study.uid) return;
  firstRead.take(null, null);
  void marks.load(null);
  void panel.load(null);
  void course.load(null);
  const foreseen = frames.foreseen(uid);
  const opening = study.open(uid, foreseen !== null, hanging.ready(display.settings.smooth));
  // What was decoded ahead hangs at once; the library's answer puts right what has changed since.
  if (foreseen === null) hanging.clear();
  else hanging.open(foreseen);
  const detail = await opening;
  if (study.uid !== uid) return;
  if (detail === null) {
    hanging.clear();
    return;
  }
  hanging.settle(detail);
  firstRead.take(uid, detail.read);
  await Promise.all([study.inSight(), new Promise((resolve) => setTimeout(resolve, rest))]);
  if (study.uid !== uid) return;
  void course.load(uid);
  void marks.load(uid);
  await panel.load(uid);
}

/** Commits the read and opens the panel. */
export async function commitRead(): Promise<void> {
  const { uid } = firstRead;
  // What was drawn before is part of the read: it is kept before the read is.
  await marks.settled();
  if (!(await firstRead.commit()) || uid !== study.uid) return;
  // The list hears of the read too, but only with what else changes meanwhile; its row should say so at once.
  await Promise.all([marks.joinRead(), panel.load(uid), course.load(uid), worklist.refresh()]);
}

/** Opens a study that is named, also the one that is open: what this reader reads in it may be another read. */
export async function openStudy(uid: StudyUid): Promise<void> {
  study.uid = null;
  worklist.selected = uid;
  await openSelected();
}

/** Tries once more to open the study that could not be opened. */
export async function openAgain(): Promise<void> {
  study.uid = null;
  await openSelected();
}
