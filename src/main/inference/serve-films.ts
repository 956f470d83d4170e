import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import type { Film } from "../../core/dicom/film.ts";
import type { Session } from "../../core/models/session.ts";
import { classifyFilm } from "./classify-film.ts";
import { engineRequest, type EngineReply, type EngineRequest } from "./engine-messages.ts";
import { loadModels, type LoadedModels } from "./load-models.ts";
import { readFilmFile } from "./read-film-file.ts";
import type { VerifiedModel } from "./read-model.ts";

/** The child process's end of the line to its engine. */
export interface ParentPort {
  send(reply: EngineReply): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What the service is made of; tests put in what fails. */
export interface FilmServices {
  readonly openFilm: (bytes: Uint8Array, options: { file: string }) => Promise<Film>;
  readonly createSession: (model: VerifiedModel) => Promise<Session>;
}

type Start = Extract<EngineRequest, { kind: "start" }>;
type Decode = Extract<EngineRequest, { kind: "decode" }>;
type Classify = Extract<EngineRequest, { kind: "classify" }>;

/** An allocation that the machine refused is the film's size; all else that is not known is damage. */
function filmError(thrown: unknown, file: string): AppError {
  if (thrown instanceof RangeError && /alloc|array length|array buffer/i.test(thrown.message)) {
    const params = { file, asked: "more memory", limit: "what this computer has" };
    return new AppError("film/too-large", params, { cause: thrown });
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return asAppError(thrown, "film/corrupt", { file, detail });
}

/** A `DecodedFrame`, as it is sent. */
async function decode({ path, file, frame }: Decode, { openFilm }: FilmServices) {
  const film = await openFilm(await readFilmFile(path, file), { file });
  const decoded = await film.decodeFrame(frame);
  return {
    kind: film.kind,
    frames: film.frames,
    frame,
    rows: decoded.rows,
    columns: decoded.columns,
    bitsStored: film.bitsStored,
    signed: film.signed,
    grey: film.grey,
    spacing: film.spacing ?? null,
    orientation: [...(film.attributes.patientOrientation ?? [])],
    pixels: decoded.colour ? { colour: true, rgb: decoded.rgb } : { colour: false, stored: decoded.stored },
  };
}

/** Answers an engine's requests one after the other, for as long as the port is open. */
export function serveFilms(port: ParentPort, services: FilmServices): void {
  const now = () => performance.now();
  let networks: LoadedModels = { models: [], own: [], ownIds: [], rule: null, failures: [] };

  const start = async ({ modelsFolders, ownModelsFolders, excluded }: Start): Promise<void> => {
    if (modelsFolders.length + ownModelsFolders.length === 0) {
      port.send({ kind: "ready", loaded: [], own: [], rule: null, failures: [] });
      return;
    }
    networks = await loadModels(modelsFolders, {
      ownFolders: ownModelsFolders,
      createSession: services.createSession,
      excluded,
      onLoading: (model) => port.send({ kind: "loading", model }),
    });
    const manifestsOf = <Manifest>(list: readonly { readonly manifest: Manifest }[]): Manifest[] =>
      list.map(({ manifest }) => manifest);
    port.send({
      kind: "ready",
      loaded: manifestsOf(networks.models),
      own: manifestsOf(networks.own),
      rule: networks.rule,
      failures: networks.failures.map(toWire),
    });
  };

  const classify = async ({ id, path, file, skip, answerWithheld }: Classify) => {
    const began = now();
    const film = await services.openFilm(await readFilmFile(path, file), { file });
    const frame = await film.decodeFrame(0);
    const onRun = (model: string) => port.send({ kind: "stage", id, model });
    return classifyFilm(film, frame, { ...networks, skip, answerWithheld, onRun }, now, now() - began);
  };

  const handle = async (request: EngineRequest): Promise<void> => {
    if (request.kind === "start") return start(request);
    const { id, file } = request;
    try {
      const value = request.kind === "decode" ? await decode(request, services) : await classify(request);
      port.send({ kind: "done", id, value, rss: process.memoryUsage.rss() });
    } catch (thrown) {
      port.send({
        kind: "failed",
        id,
        error: toWire(filmError(thrown, file)),
        rss: process.memoryUsage.rss(),
      });
    }
  };

  let last = Promise.resolve();
  port.onMessage((message) => {
    const request = engineRequest.parse(message);
    last = last.then(() => handle(request));
  });
}
