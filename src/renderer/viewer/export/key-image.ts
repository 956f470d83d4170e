import { longestPicture, type KeyImage } from "../../../core/api.ts";
import type { StudyUid } from "../../../core/base/ids.ts";
import { marksOf } from "../../state/marks.svelte.ts";
import { panel } from "../../state/panel.svelte.ts";
import type { FilmView } from "../film-view.svelte.ts";
import { strongestOf } from "../heat-bitmap.ts";
import { viewports } from "../viewports.svelte.ts";
import { describedMarks } from "./described-marks.ts";
import { encoded, pictureOf } from "./picture.ts";

/** Longer side of the picture in a report, pixels: 200 dots an inch on paper. */
const longestSide = 1600;
const qualities = [0.9, 0.8, 0.6, 0.4] as const;

/**
 * The study's key image as it is on screen, with its marks: the film that is marked as one where that
 * hangs, else the one in the place that keys act on.
 * @returns null where no film of the study is on screen
 */
export async function keyImageOf(studyUid: StudyUid): Promise<KeyImage | null> {
  const own = viewports.open.filter(({ hung }) => hung?.study.row.studyUid === studyUid);
  const isKey = ({ pixels }: FilmView): boolean =>
    pixels !== null &&
    (marksOf(studyUid)
      ?.on(pixels.filmId, pixels.frame)
      .some((mark) => mark.shape.kind === "key") ??
      false);
  const view = own.find(isKey) ?? own.find((one) => one === viewports.active) ?? own[0];
  const filmId = view?.hung?.film.filmId;
  if (view === undefined || filmId === undefined) return null;
  const marks = describedMarks(view);
  const picture = pictureOf(view, marks, { left: [], right: [] });
  if (picture === null) return null;
  const scaled = reduced(picture);
  const map = panel.heatOf(filmId);
  // A map in which no region speaks for pneumonia draws nothing.
  const heat = map !== null && strongestOf(map) !== null ? map.modelId : null;
  for (const quality of qualities) {
    const jpeg = base64(new Uint8Array(await (await encoded(scaled, "image/jpeg", quality)).arrayBuffer()));
    if (jpeg.length > longestPicture) continue;
    return { filmId, jpeg, marks: marks.length > 0, heatMap: heat };
  }
  return null;
}

function reduced(picture: HTMLCanvasElement): HTMLCanvasElement {
  const scale = longestSide / Math.max(picture.width, picture.height);
  if (scale >= 1) return picture;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const context = canvas.getContext("2d");
  if (context === null) return picture;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}
