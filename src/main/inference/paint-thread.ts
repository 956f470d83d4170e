/** Entry of the thread that paints a strip of a first picture while its process paints another. */
import { parentPort, type MessagePort } from "node:worker_threads";
import {
  firstPicture,
  type FilmToPaint,
  type StageSize,
  type Strip,
} from "../../core/display/first-picture.ts";

export interface StripRequest {
  readonly film: FilmToPaint;
  readonly stage: StageSize;
  readonly strip: Strip;
}

const port = parentPort as MessagePort;
port.on("message", ({ film, stage, strip }: StripRequest) => {
  const picture = firstPicture(film, stage, strip);
  port.postMessage(picture, [picture.levels.buffer as ArrayBuffer]);
});
port.postMessage("ready");
