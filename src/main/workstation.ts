import type { Api, AppEvent, AppInfo } from "../core/api.ts";
import { AppError, asAppError } from "../core/base/errors.ts";
import type { FilmId, ReaderId } from "../core/base/ids.ts";
import type { Clock, Log } from "../core/base/ports.ts";
import type { NetworkManifest } from "../core/models/manifest.ts";
import type { Networks } from "../core/studies/study-store.ts";
import { ingestWorkerPath, storeWorkerPath } from "./entry-points.ts";
import { Lanes } from "./inference/engine-lanes.ts";
import { Engine } from "./inference/engine.ts";
import { startIngest } from "./ingest/ingest.ts";
import { openStore } from "./store/store.ts";
import { action, recordOrTell, type Context } from "./workstation/context.ts";
import { Events } from "./workstation/events.ts";
import { FilmFiles } from "./workstation/film-files.ts";
import { guarded } from "./workstation/guard.ts";
import { Imports } from "./workstation/imports.ts";
import { LazyEngine, type StartEngine } from "./workstation/lazy-engine.ts";
import { networksOf, PanelQueue } from "./workstation/panel-queue.ts";
import { Uploads } from "./workstation/uploads.ts";

export interface WorkstationOptions {
  readonly libraryFolder: string;
  readonly modelsFolders: readonly string[];
  /** Folders of the user's own networks, which answer beside the panel's. */
  readonly ownModelsFolders: readonly string[];
  /** Who acts: every action is theirs and is recorded under their name. */
  readonly reader: { readonly id: ReaderId; readonly name: string };
  readonly shell: AppInfo["shell"];
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Everything that a shell shows, whichever it is. */
export interface Workstation {
  readonly api: Api;
  /** @returns how to stop */
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** For a shell whose window cannot name paths: its files are staged, then imported by `uploadId`. */
  readonly uploads: {
    begin(): string;
    add(uploadId: string, relativePath: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  };
  /** Stops imports behind the film that is being written, then everything else. */
  close(): Promise<void>;
}

/** Milliseconds between two looks for what other programs imported into the library. */
const lookAround = 2_000;
/** While the networks are being loaded no answer is known to be theirs: every film is pending. */
const notYetKnown = "starting";

/**
 * Opens a library and starts what works on it.
 * @param startEngine starts a process that decodes films and runs networks
 * @throws AppError library/from-the-future, library/damaged, library/not-writable, library/disk-full,
 * library/busy
 */
export async function createWorkstation(
  options: WorkstationOptions,
  startEngine: StartEngine = (engine) => Engine.start(engine),
): Promise<Workstation> {
  const {
    libraryFolder: library,
    modelsFolders,
    ownModelsFolders,
    reader,
    shell,
    version,
    clock,
    log,
  } = options;
  const store = await openStore({ folder: library, workerPath: storeWorkerPath(), log });
  const events = new Events(log);
  const context: Context = {
    library,
    store,
    reader: reader.id,
    clock,
    log,
    audit: store.write,
    emit: (event) => {
      events.emit(event);
    },
  };
  await recordOrTell(context, "workstation.start", shell, { version });
  const ingest = startIngest({
    folder: library,
    session: store.session,
    workerPath: ingestWorkerPath(),
    store,
    log,
  });
  const files = new FilmFiles(library);
  // Processes of their own: a film that is opened does not wait for one that is being classified.
  const display = new LazyEngine(() => startEngine({ log }));
  const inference = new LazyEngine(() =>
    Lanes.start({ start: () => startEngine({ modelsFolders, ownModelsFolders, log }), log }),
  );
  const queue = new PanelQueue(context, inference, files);
  const inBackground = shell !== "cli";
  const uploads = new Uploads(library, store.session);
  const imports = new Imports(context, ingest, uploads, () => {
    context.emit({ name: "worklist.changed" });
    if (inBackground) queue.wake();
  });

  async function networks(): Promise<Networks> {
    if (inBackground) return inference.running ? networksOf(inference.running) : notYetKnown;
    try {
      return networksOf(await inference.get());
    } catch (error) {
      log.error("the networks cannot be asked for", error);
      return null;
    }
  }
  const viewer = async () => ({ reader: reader.id, networks: await networks() });
  let opened: FilmId | null = null;

  const api: Api = {
    "app.info": async () => {
      const info = { version, shell, reader, library };
      try {
        const { loaded, own, failures } = (await inference.get()).models();
        const modelFailures = failures.map((failure) => failure.message);
        return { ...info, models: loaded.map(summaryOf), ownModels: own.map(summaryOf), modelFailures };
      } catch (error) {
        return {
          ...info,
          models: [],
          ownModels: [],
          modelFailures: [asAppError(error, "app/fault").message],
        };
      }
    },

    "worklist.list": async (query) => store.read.worklist({ ...query, ...(await viewer()) }),

    "study.open": async ({ studyUid }) => {
      const study = await store.read.study({ studyUid, ...(await viewer()) });
      if (study === null) throw new AppError("library/no-such-study");
      await recordOrTell(context, "study.open", studyUid);
      if (inBackground) queue.prefer(studyUid);
      return study;
    },

    "film.pixels": async ({ filmId, frame }) => {
      const film = await store.read.film({ filmId });
      if (film === null) throw new AppError("library/no-such-film");
      const decoding = display
        .get()
        .then((engine) => engine.decode({ path: files.path(film), file: film.fileName, frame }));
      // Side by side; what was decoded of a file that is not the film's is never shown.
      const [checked, decoded] = await Promise.allSettled([files.check(film), decoding]);
      if (checked.status === "rejected") throw checked.reason;
      if (decoded.status === "rejected") throw decoded.reason;
      if (opened !== filmId) await recordOrTell(context, "film.open", filmId);
      opened = filmId;
      const { rows, columns, bitsStored, signed, grey, spacing, orientation, pixels } = decoded.value;
      return { filmId, frame, rows, columns, bitsStored, signed, grey, spacing, orientation, pixels };
    },

    "read.saveDraft": async ({ studyUid, draft }) => {
      const read = await store.write.saveDraft({ ...action(context), studyUid, draft });
      context.emit({ name: "worklist.changed" });
      return read;
    },

    "read.commit": async ({ studyUid, draft }) => {
      const read = await store.write.commitRead({ ...action(context), studyUid, draft });
      context.emit({ name: "worklist.changed" });
      return read;
    },

    "panel.get": async ({ studyUid }) => {
      const asking = await viewer();
      const panel = await store.read.panel({ studyUid, ...asking });
      if (panel.sealed) return panel;
      const answered = panel.films.some((film) => film.state !== "pending" && film.state !== "none");
      // Recorded before it is answered: an answer that was seen is never one that nobody knows of.
      if (answered && asking.networks !== null) {
        await store.write.revealPanel({ ...action(context), studyUid, networks: asking.networks });
      }
      return panel;
    },

    "import.start": async ({ source }) => ({ jobId: await imports.start(source) }),
    "import.phantoms": async ({ count }) => ({ jobId: await imports.phantoms(count) }),
    "import.cancel": async ({ jobId }) => {
      await imports.cancel(jobId);
      return {};
    },
  };

  let watching: NodeJS.Timeout | undefined;
  if (inBackground) {
    watching = watchOthers(context, () => {
      context.emit({ name: "worklist.changed" });
      queue.wake();
    });
    // The worklist said "pending" of every film until now.
    inference.get().then(
      () => {
        context.emit({ name: "worklist.changed" });
      },
      () => undefined,
    );
    queue.wake();
    display.get().catch((error: unknown) => {
      log.error("the process that decodes films did not start", error);
    });
  }

  return {
    api: guarded(api, log),
    subscribe: (listener) => events.subscribe(listener),
    uploads,
    async close() {
      clearInterval(watching);
      await Promise.all([imports.close(), queue.close()]);
      await Promise.all([ingest.close(), display.close(), inference.close()]);
      events.close();
      await store.close();
    },
  };
}

const summaryOf = ({
  id,
  title,
  version,
  threshold,
  limits,
}: NetworkManifest): AppInfo["models"][number] => ({
  id,
  title,
  version,
  threshold: threshold.value,
  limits,
});

/** Calls `onChange` when another program has written to the library (an import on the command line). */
function watchOthers({ store, log }: Context, onChange: () => void): NodeJS.Timeout {
  let known: number | null = null;
  const look = (): void => {
    store.read.changesByOthers({}).then(
      (found) => {
        if (known !== null && found !== known) onChange();
        known = found;
      },
      (error: unknown) => {
        log.error("the library cannot be watched", error);
        clearInterval(timer);
      },
    );
  };
  const timer = setInterval(look, lookAround);
  look();
  return timer.unref();
}
