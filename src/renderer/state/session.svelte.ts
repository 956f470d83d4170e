import type { AppEvent } from "../../core/api.ts";
import { subscribe } from "../bridge/index.ts";
import { info } from "./app-info.svelte.ts";
import { firstRead } from "./first-read.svelte.ts";
import { jobs } from "./jobs.svelte.ts";
import { notices } from "./notices.svelte.ts";
import { panel } from "./panel.svelte.ts";
import { study } from "./study.svelte.ts";
import { worklist } from "./worklist.svelte.ts";

/** While films come in the list changes many times a second; it is fetched again at most this often. */
const refreshAfter = 300;

let refreshing: ReturnType<typeof setTimeout> | undefined;
function refreshSoon(): void {
  refreshing ??= setTimeout(() => {
    refreshing = undefined;
    void worklist.refresh();
  }, refreshAfter);
}

function onEvent(event: AppEvent): void {
  switch (event.name) {
    case "worklist.changed":
      refreshSoon();
      break;
    case "panel.changed":
      if (event.studyUid === study.uid && firstRead.committed !== null) void panel.load(event.studyUid);
      break;
    case "import.progress":
      jobs.take(event.progress);
      break;
    case "notice":
      notices.tell(event.severity, event.message);
      break;
  }
}

/** Starts the window's life: what this run is, the worklist, the events. Returns how to stop. */
export function startSession(): () => void {
  void info.load();
  void worklist.refresh();
  return subscribe(onEvent);
}

/** Opens the selected study with its read and, where the read is in, its panel. */
export async function openSelected(): Promise<void> {
  const uid = worklist.selected;
  if (uid === null || uid === study.uid) return;
  firstRead.take(null, null);
  void panel.load(null);
  const detail = await study.open(uid);
  if (detail === null || study.uid !== uid) return;
  firstRead.take(uid, detail.read);
  await panel.load(uid);
}

/** Commits the read and opens the panel. */
export async function commitRead(): Promise<void> {
  const { uid } = firstRead;
  if ((await firstRead.commit()) && uid === study.uid) await panel.load(uid);
}

/** Tries once more to open the study that could not be opened. */
export async function openAgain(): Promise<void> {
  study.uid = null;
  await openSelected();
}
