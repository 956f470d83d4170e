import type { PanelState, Priority, SecondReadStage, WorklistRow } from "../api.ts";
import type { StudyUid } from "../base/ids.ts";
import { readState } from "../second-read/first-read.ts";
import type { Read } from "../second-read/read.ts";
import { panelFilms } from "./frontal.ts";
import { studyPanelState } from "./panel-state.ts";

/** A study as its row is made from it. */
export interface ListedStudy {
  readonly studyUid: StudyUid;
  readonly patientName: string;
  readonly patientId: string;
  readonly patientSex: string;
  readonly patientAge: string;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly accessionNumber: string;
  readonly description: string;
  readonly priority: Priority;
}

export interface ListedFilm {
  readonly modality: string;
  readonly view: string;
  readonly frontal: boolean;
  readonly state: PanelState;
  /** A check of the library did not find its file. */
  readonly missing: boolean;
}

/** Different texts in their order, empty ones left out. */
export const distinctTexts = (values: readonly string[]): string =>
  [...new Set(values.filter((value) => value !== ""))].join(", ");

/** A study's row in the worklist of one reader; of the panel it holds the state alone. */
export function buildWorklistRow(
  study: ListedStudy,
  films: readonly ListedFilm[],
  read: Read,
  second: SecondReadStage,
): WorklistRow {
  return {
    ...study,
    modality: distinctTexts(films.map((film) => film.modality)),
    view: distinctTexts(films.map((film) => film.view)),
    films: films.length,
    missing: films.filter((film) => film.missing).length,
    panel: studyPanelState(panelFilms(films).map((film) => film.state)),
    read: second === "none" ? readState(read) : second === "taken" ? "draft" : "committed",
    second,
  };
}
