/**
 * The engine's child process with accidents built in, chosen by a file's first bytes: KILL ends the
 * process as a native crash would, ONCE does so the first time (it leaves a file beside the film),
 * HANG never returns, SLOW takes half a second, BULK takes memory. The network "failing" kills the process
 * when it sees a film that is not blank.
 *
 * Backends other than the CPU work until a film that begins with LOST was opened. From then on `coreml` kills the
 * process, `dml` throws, `native-webgpu` answers a little beside the truth.
 */
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../../core/base/errors.ts";
import type { Film } from "../../../core/dicom/film.ts";
import type { BackendId } from "../../../core/models/backend.ts";
import type { Session } from "../../../core/models/session.ts";
import { parentPort } from "../child-port.ts";
import { createNativeSession } from "../onnx-native.ts";
import { serveFilms } from "../serve-films.ts";

const crash = (): never => {
  process.kill(process.pid, "SIGKILL");
  for (;;);
};
const held: Uint8Array[] = [];
let lost = false;

/** What is no accident is a raw film: 16 x 16 grey bytes behind "FILM". */
async function openFilm(bytes: Uint8Array, { file }: { file: string }): Promise<Film> {
  const text = Buffer.from(bytes).toString("latin1");
  if (text.startsWith("KILL")) crash();
  if (text.startsWith("LOST")) lost = true;
  if (text.startsWith("HANG")) for (;;);
  if (text.startsWith("SLOW")) await sleep(500);
  if (text.startsWith("BULK")) held.push(new Uint8Array(100 << 20).fill(1));
  if (text.startsWith("ONCE")) {
    const trace = text.slice(4);
    if (!existsSync(trace)) {
      writeFileSync(trace, "");
      crash();
    }
  }
  if (text.startsWith("JUNK")) throw new AppError("film/not-a-film", { file });
  const stored = new Uint8Array(256).map((_, index) => (index * 37) % 256);
  return {
    kind: "png",
    rows: 16,
    columns: 16,
    frames: 1,
    colour: false,
    bitsStored: 8,
    signed: false,
    grey: { modality: { kind: "rescale", slope: 1, intercept: 0 }, vois: [], inverted: false },
    attributes: {},
    decodeFrame: async () => ({ colour: false, rows: 16, columns: 16, stored }),
  };
}

const onDevice = (session: Session, backend: BackendId): Session => ({
  run: async (input) => {
    if (lost && backend === "coreml") crash();
    if (lost && backend === "dml") throw new AppError("inference/backend-lost", { detail: "unplugged" });
    const { logits, ...answer } = await session.run(input);
    return { ...answer, logits: lost ? [logits[0] + 0.01, logits[1]] : logits };
  },
  release: () => session.release(),
});

/** What a process of tests may hold: a film and tiny networks need a fifth of it. */
const memory = 1024 ** 3;

serveFilms(parentPort(memory), {
  openFilm,
  createSession: async (model, backend) => {
    const session = await createNativeSession(model);
    if (backend !== undefined && backend !== "cpu") return onDevice(session, backend);
    if (model.manifest.id !== "failing") return session;
    return {
      run: async (input) => (input.some((value) => value > 0) ? crash() : session.run(input)),
      release: () => session.release(),
    };
  },
});
