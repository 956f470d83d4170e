import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import { Room } from "../../core/base/room.ts";
import type { Film } from "../../core/dicom/film.ts";
import type { Session } from "../../core/models/session.ts";
import { inWindow, lastResort, type BackendId } from "../../core/models/backend.ts";
import { classifyFilm } from "./classify-film.ts";
import { FrameDecoder } from "./decode-frames.ts";
import { engineRequest, type EngineReply, type EngineRequest } from "./engine-messages.ts";
import { loadModels, type LoadedModels } from "./load-models.ts";
import { heldNetworks, holdTo, proofOf, Unfit } from "./prove-backend.ts";
import { readFilmFile } from "./read-film-file.ts";
import type { VerifiedModel } from "./read-model.ts";
import { WindowSessions } from "./window-session.ts";

/** The child process's end of the line to its engine. */
export interface ParentPort {
  send(reply: EngineReply): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What the service is made of; tests put in what fails. */
export interface FilmServices {
  readonly openFilm: (bytes: Uint8Array, options: { file: string }) => Promise<Film>;
  readonly createSession: (model: VerifiedModel, backend: BackendId, threads: number) => Promise<Session>;
}

/** So many films after which a backend other than the CPU has to prove one network once more. */
const filmsBetweenProofs = 20;

type Start = Extract<EngineRequest, { kind: "start" }>;
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

/** What runs the panel's networks. */
interface Running {
  readonly backend: BackendId;
  readonly networks: LoadedModels;
}

const none: Running = {
  backend: lastResort,
  networks: { models: [], own: [], ownIds: [], rule: null, space: null, failures: [] },
};

/** A picture with the view that somebody has said of it; a DICOM film says its own. */
const told = (film: Film, view: string | undefined): Film =>
  film.kind === "dicom" || view === undefined
    ? film
    : { ...film, attributes: { ...film.attributes, viewPosition: view } };

/** Answers an engine's requests one after the other, for as long as the port is open. */
export function serveFilms(port: ParentPort, services: FilmServices): void {
  const now = () => performance.now();
  const window = new WindowSessions((reply) => port.send(reply));
  const frames = new FrameDecoder(services.openFilm);
  const room = Room.own();
  let running = none;
  let films = 0;

  const start = async ({
    modelsFolders,
    ownModelsFolders,
    excluded,
    backend,
    threads,
  }: Start): Promise<void> => {
    if (modelsFolders.length + ownModelsFolders.length === 0) {
      port.send({ kind: "ready", loaded: [], own: [], rule: null, space: null, failures: [] });
      return;
    }
    const loaded = await loadModels(modelsFolders, {
      ownFolders: ownModelsFolders,
      // Nothing proves the user's own networks on another backend: the CPU runs them.
      createSession: (model) => services.createSession(model, lastResort, threads),
      createPanelSession: (model) =>
        inWindow(backend) ? window.create(backend, model) : services.createSession(model, backend, threads),
      excluded,
      onLoading: (model, done, total) => port.send({ kind: "loading", model, done, total }),
    });
    const networks = await heldNetworks(loaded, backend);
    running = { backend, networks };
    const manifestsOf = <Manifest>(list: readonly { readonly manifest: Manifest }[]): Manifest[] =>
      list.map(({ manifest }) => manifest);
    port.send({
      kind: "ready",
      loaded: manifestsOf(networks.models),
      own: manifestsOf(networks.own),
      rule: networks.rule,
      space: networks.space?.file.sha256 ?? null,
      failures: networks.failures.map(toWire),
    });
  };

  const classify = async ({ id, path, file, skip, answerWithheld, view }: Classify) => {
    const { backend, networks } = running;
    const { models } = networks;
    if (backend !== lastResort && ++films % filmsBetweenProofs === 0) {
      const next = models[(films / filmsBetweenProofs) % models.length];
      if (next !== undefined) await holdTo(next, backend);
    }
    const began = now();
    const film = told(await services.openFilm(await readFilmFile(path, file, room), { file }), view);
    const frame = await film.decodeFrame(0);
    const onRun = (model: string) => port.send({ kind: "stage", id, model });
    return classifyFilm(film, frame, { ...networks, skip, answerWithheld, onRun }, now, now() - began);
  };

  type Asked = Exclude<EngineRequest, { kind: "window" }>;
  const perform = (request: Exclude<Asked, { kind: "start" }>): Promise<unknown> => {
    switch (request.kind) {
      case "decode":
        return frames.decode(request);
      case "paint":
        return frames.paint(request);
      case "prove":
        return proofOf(running.networks.models, request.runs, now);
      case "classify":
        return classify(request);
    }
  };

  const handle = async (request: Asked): Promise<void> => {
    try {
      if (request.kind === "start") return await start(request);
      const value = await perform(request);
      port.send({ kind: "done", id: request.id, value, rss: process.memoryUsage.rss() });
    } catch (thrown) {
      if (thrown instanceof Unfit) return port.send({ kind: "unfit", reason: thrown.message });
      if (request.kind === "start") throw thrown;
      const error = toWire(filmError(thrown, request.file));
      port.send({ kind: "failed", id: request.id, error, rss: process.memoryUsage.rss() });
    }
  };

  let last = Promise.resolve();
  port.onMessage((message) => {
    const request = engineRequest.parse(message);
    // The request that is being handled waits for it.
    if (request.kind === "window") window.settle(request);
    else last = last.then(() => handle(request));
  });
}
