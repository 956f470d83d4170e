import type { Api, AppEvent, AppInfo, DiskEncryption, MoveState } from "../core/api.ts";
import { AppError, asAppError, toWire } from "../core/base/errors.ts";
import { diskWords } from "../core/base/messages/disk.ts";
import type { ReaderId } from "../core/base/ids.ts";
import type { Clock, Log } from "../core/base/ports.ts";
import { candidates } from "../core/models/backend.ts";
import type { NetworkManifest } from "../core/models/manifest.ts";
import type { Networks } from "../core/studies/study-store.ts";
import { ingestWorkerPath, storeWorkerPath, surveyWorkerPath } from "./entry-points.ts";
import { Lanes } from "./inference/engine-lanes.ts";
import { Engine } from "./inference/engine.ts";
import { installedNetworks } from "./inference/load-models.ts";
import { describeMachine } from "./inference/machine.ts";
import type { WindowNetworks } from "./inference/window-networks.ts";
import { startIngest } from "./ingest/ingest.ts";
import type { WatchTimes } from "./ingest/watched-folder.ts";
import { openStore } from "./store/store.ts";
import { Backends } from "./workstation/backends.ts";
import { Backups } from "./workstation/backups.ts";
import { action, record, recordOrTell, type Context } from "./workstation/context.ts";
import { Events } from "./workstation/events.ts";
import { exportsApi } from "./workstation/exports.ts";
import { FilmFiles } from "./workstation/film-files.ts";
import { filmsApi } from "./workstation/films.ts";
import { FirstPictures } from "./workstation/first-pictures.ts";
import { auditApi } from "./workstation/audit.ts";
import { foldersOf } from "./workstation/folders.ts";
import { exportHeadsDaily } from "./workstation/audit-heads.ts";
import { guarded } from "./workstation/guard.ts";
import { ImportJournal } from "./workstation/import-journal.ts";
import { importsApi } from "./workstation/imports-api.ts";
import { Imports } from "./workstation/imports.ts";
import { libraryUsageOf, lowDisk, warnOfLowDisk } from "./workstation/library-usage.ts";
import { LazyEngine, type StartEngine } from "./workstation/lazy-engine.ts";
import type { Movable, Moves } from "./workstation/moves.ts";
import { networksOf, PanelQueue, wordFor } from "./workstation/panel-queue.ts";
import { readPastCases } from "./workstation/past-cases.ts";
import { readersApi } from "./workstation/readers.ts";
import { readingApi } from "./workstation/reading.ts";
import { reportsApi } from "./workstation/reports.ts";
import { Session } from "./workstation/session.ts";
import { studiesApi } from "./workstation/studies.ts";
import { beforeChecking, LibraryCheck } from "./workstation/library-check.ts";
import { Uploads } from "./workstation/uploads.ts";
import { Watch } from "./workstation/watch.ts";

export interface WorkstationOptions {
  readonly libraryFolder: string;
  readonly modelsFolders: readonly string[];
  /** Folders of the user's own networks, which answer beside the panel's. */
  readonly ownModelsFolders: readonly string[];
  /** The user's folder in which is kept what was measured of this computer. */
  readonly settingsFolder: string;
  /** The graphics processors in words that change with them; by default none is known. */
  readonly graphics?: () => Promise<string>;
  /** Asks the operating system whether it encrypts the disk of a folder; never rejects. By default nobody knows. */
  readonly encryption?: (folder: string) => Promise<DiskEncryption>;
  /** Opens the hidden window that runs networks; a shell without it infers natively only. */
  readonly window?: WindowNetworks;
  /**
   * The user of the operating system: acts in the background, and reads as long as no reader has a PIN or
   * password.
   */
  readonly reader: { readonly id: ReaderId; readonly name: string };
  readonly shell: AppInfo["shell"];
  readonly version: string;
  /** Seals the audit record; kept outside the library. Null leaves what is recorded unsealed. */
  readonly auditKey: Uint8Array | null;
  /** Where the audit record's head is written every day, outside the library; null writes none. */
  readonly headsFolder: string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Moves the library to another place, where a shell keeps it; without one it is not moved from the window. */
  readonly moves?: Moves;
  /** Who sits at the workstation that this one goes on for, on the same library in another place. */
  readonly signedIn?: ReaderId | null;
  /** For tests: milliseconds that another program's lock of the library is waited for. */
  readonly patience?: number;
  /** For tests: how long a watched file must be still. */
  readonly watchTimes?: WatchTimes;
  /** For tests: milliseconds after the start at which the library is checked. */
  readonly checkAfter?: number;
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
  /** For whoever moves the library under it. */
  readonly inside: {
    readonly library: string;
    /** Names the workstation's corner of the library. */
    readonly session: string;
    /** Who is signed in; null while it is locked. */
    readonly signedIn: () => ReaderId | null;
    readonly recordOrTell: Movable["recordOrTell"];
    /** Resolves when the networks are loaded or refused: a close in between waits for them. */
    readonly ready: () => Promise<void>;
  };
  /** Stops imports behind the film that is being written, then everything else. */
  close(): Promise<void>;
}

/** Milliseconds between two looks for what other programs imported into the library. */
const lookAround = 2_000;
/** Milliseconds after the networks were loaded at which an unknown computer is measured: the first films come first. */
const beforeMeasuring = 20_000;
/** Milliseconds that a backend may take to load the networks, and to answer all golden films. */
const trialLimits = { start: 60_000, request: 60_000 };
/** Milliseconds between two looks at how full the disk is. */
const lookAtDisk = 10 * 60_000;
/** Where nobody keeps the library's place. */
const notMoved: MoveState = {
  refused: toWire(new AppError("move/named-at-start")),
  running: null,
  result: null,
};
/** Where no network is found no answer is known to be of those that are being loaded: every film is pending. */
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
    auditKey,
    headsFolder,
    clock,
    log,
  } = options;
  const inBackground = shell !== "cli";
  const { patience } = options;
  const store = await openStore({
    folder: library,
    workerPath: storeWorkerPath(),
    auditKey,
    patience,
    log,
  });
  const events = new Events(log);
  // A locked window learns nothing of what goes on behind it; how an import or a check went it is told afterwards.
  const heldBack = new Map<AppEvent["name"], AppEvent>();
  const emit = (event: AppEvent): void => {
    const locked = session?.locked === true;
    if (!locked || event.name === "session.changed") events.emit(event);
    else if (event.name === "import.progress" || event.name === "notice") heldBack.set(event.name, event);
    if (locked) return;
    for (const held of heldBack.values()) events.emit(held);
    heldBack.clear();
  };
  let session: Session | null = null;
  const context: Context = {
    library,
    store,
    get reader() {
      return session?.actor ?? reader.id;
    },
    clock,
    log,
    audit: store.write,
    emit,
  };
  await recordOrTell(context, "workstation.start", shell, { version });
  const signedIn = await Session.start({
    store,
    clock,
    log,
    emit,
    owner: reader,
    attended: inBackground,
    signedIn: options.signedIn ?? null,
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  session = signedIn;
  const stopHeads =
    headsFolder === null || !inBackground ? null : exportHeadsDaily(headsFolder, { store, clock, log });
  const ingest = startIngest({
    folder: library,
    session: store.session,
    workerPath: ingestWorkerPath(),
    store,
    log,
  });
  const files = new FilmFiles(library);
  // Processes of their own: a film that is opened does not wait for one that is being classified.
  const display = new LazyEngine((signal) => startEngine({ log, signal, priority: "normal" }));
  // Nor for one that is decoded ahead of its reader.
  const ahead = new LazyEngine((signal) => startEngine({ log, signal }));
  const inference: LazyEngine = new LazyEngine((signal) =>
    Lanes.start({
      start: async (threads) =>
        startEngine({
          threads,
          modelsFolders,
          ownModelsFolders,
          log,
          signal,
          // Where a command is run, somebody waits for the networks.
          priority: inBackground ? "background" : "below-normal",
          window: options.window,
          backends: await backends.order(),
          onFall: (fall) => backends.fell(fall),
          onLoading: (progress) => {
            context.emit({ name: "inference.progress", progress: { stage: "loading", ...progress } });
          },
        }),
      log,
    }),
  );
  const pictures = new FirstPictures({ store, files, display, ahead });
  const queue = new PanelQueue(context, inference, files);
  const backends: Backends = new Backends(context, {
    folder: options.settingsFolder,
    candidates: candidates(process.platform, options.window !== undefined),
    machine: () => describeMachine(modelsFolders, options.graphics),
    start: (backend, signal) =>
      startEngine({
        modelsFolders,
        log,
        signal,
        backends: [backend],
        window: options.window,
        limits: trialLimits,
      }),
    between: (work) =>
      queue.hold(async () => {
        if (!(await work())) return;
        await inference.renew();
        await inference.get();
      }),
  });
  const encryption = options.encryption?.(library) ?? Promise.resolve<DiskEncryption>("unknown");
  if (inBackground) void encryption.then((found) => found === "encrypted" || log.warn(diskWords[found]));
  const uploads = new Uploads(library, store.session);
  const journal = inBackground ? new ImportJournal(library, store.session, log) : null;
  const imports = new Imports(context, ingest, uploads, journal, () => {
    context.emit({ name: "worklist.changed" });
    if (inBackground) queue.wake();
  });
  const backups = new Backups(context, signedIn, store.session);
  const watch = new Watch(context, imports, options.watchTimes);

  let foreseen: Promise<Networks> | undefined;

  async function networks(): Promise<Networks> {
    if (inference.running !== null) return networksOf(inference.running);
    // Loading takes seconds, in which whoever looks at the list is told of answers that are there.
    foreseen ??= installedNetworks(modelsFolders, ownModelsFolders).then(wordFor);
    return (await foreseen) ?? (inBackground ? notYetKnown : null);
  }
  const past = readPastCases(modelsFolders, log);
  const api: Api = {
    ...readersApi(store, signedIn),
    ...readingApi(context, signedIn, networks, past),
    ...auditApi(context, signedIn, { auditKey, headsFolder }),
    ...reportsApi(context, signedIn, networks, version),

    "app.info": async () => {
      const { id, name } = signedIn.reader;
      const low = inBackground ? await lowDisk(context) : null;
      const warnings = low === null ? [] : [toWire(low)];
      const info = { version, shell, reader: { id, name }, library, warnings };
      try {
        const { loaded, own, failures } = (await inference.get()).models();
        const modelFailures = [...failures];
        return { ...info, models: loaded.map(summaryOf), ownModels: own.map(summaryOf), modelFailures };
      } catch (error) {
        return {
          ...info,
          models: [],
          ownModels: [],
          modelFailures: [toWire(asAppError(error, "app/fault"))],
        };
      }
    },

    "models.cards": async () => {
      const { loaded, own, rule, failures } = (await inference.get()).models();
      return { networks: [...loaded], panel: rule, own: [...own], failures: [...failures] };
    },

    "library.usage": async () => libraryUsageOf(library, store, await encryption),
    "library.upkeep": () => store.read.upkeep({}),
    "backup.state": () => Promise.resolve(backups.state),
    "backup.start": ({ file, passphrase }) => backups.start(file, passphrase),
    "backup.cancel": () => {
      backups.cancel();
      return Promise.resolve({});
    },
    "library.moveState": () => Promise.resolve(options.moves?.state ?? notMoved),
    "library.move": ({ folder, keep }) => {
      if (!signedIn.reader.administrator) throw new AppError("reader/not-administrator");
      if (options.moves === undefined) throw new AppError("move/named-at-start");
      return options.moves.start(folder, keep);
    },
    "library.moveCancel": () => {
      options.moves?.cancel();
      return Promise.resolve({});
    },
    "library.use": async ({ folder }) => {
      if (!signedIn.reader.administrator) throw new AppError("reader/not-administrator");
      if (options.moves === undefined) throw new AppError("move/named-at-start");
      return { folder: await options.moves.use(folder) };
    },
    "folder.list": ({ path }) => foldersOf(path),
    ...studiesApi(context, networks, pictures, inBackground ? queue : null),
    ...filmsApi(context, signedIn, { files, display, ahead, pictures }),
    ...exportsApi(context, files),
    ...importsApi(imports, watch),

    "screen.check": async ({ screen, how, passes, worst }) => {
      const { at } = action(context);
      await record(context, "screen.check", screen, { how, passes, ...(worst !== null && { worst }) });
      return { reader: signedIn.reader.name, at };
    },

    "queue.state": () => Promise.resolve(queue.state),
    "queue.pause": async ({ paused }) => {
      queue.pause(paused);
      await recordOrTell(context, "queue.pause", shell, { paused });
      return queue.state;
    },

    "inference.backends": () => backends.status(),
    "inference.choose": async ({ backend }) => {
      await backends.choose(backend);
      return backends.status();
    },
    "inference.measure": async () => {
      await backends.measure();
      return backends.status();
    },
  };

  let watching: NodeJS.Timeout | undefined;
  let diskWatch: NodeJS.Timeout | undefined;
  let measuring: NodeJS.Timeout | undefined;
  let check: LibraryCheck | undefined;
  if (inBackground) {
    check = new LibraryCheck(context, ingest, {
      workerPath: surveyWorkerPath(),
      after: options.checkAfter ?? beforeChecking,
      onChange: (films) => {
        context.emit({ name: "upkeep.changed" });
        if (!films) return;
        context.emit({ name: "worklist.changed" });
        queue.wake();
      },
    });
    watch.resume();
    imports.recover().catch((error: unknown) => {
      log.error("imports of an earlier run cannot go on", error);
    });
    watching = watchOthers(context, () => {
      context.emit({ name: "worklist.changed" });
      context.emit({ name: "secondReads.changed" });
      queue.wake();
      signedIn.othersChanged().catch((error: unknown) => {
        log.error("what another workstation changed of readers and rules is not known", error);
      });
    });
    diskWatch = setInterval(() => void warnOfLowDisk(context), lookAtDisk).unref();
    // The worklist said "pending" of every film until now.
    inference.get().then(
      (engine) => {
        context.emit({ name: "worklist.changed" });
        measuring = setTimeout(() => void measureUnknown(backends, log), beforeMeasuring).unref();
        const word = networksOf(engine);
        if (word === null) return;
        // Reads that were committed before the networks were known are compared with their panels now.
        store.write.flagWaiting({ ...action(context), networks: word }).then(
          () => {
            context.emit({ name: "secondReads.changed" });
          },
          (error: unknown) => {
            log.error("reads that wait for a flag were not compared", error);
          },
        );
      },
      () => undefined,
    );
    queue.wake();
    display.get().catch((error: unknown) => {
      log.error("the process that decodes films did not start", error);
    });
  }

  return {
    api: guarded(api, log, () => signedIn.locked),
    subscribe: (listener) => events.subscribe(listener),
    uploads: {
      begin: () => {
        // Nobody brings films in past the lock.
        void signedIn.reader;
        return uploads.begin();
      },
      add: (...upload) => uploads.add(...upload),
    },
    inside: {
      library,
      session: store.session,
      signedIn: () => (signedIn.locked ? null : signedIn.reader.id),
      recordOrTell: (what, details) => recordOrTell(context, what, "library", details),
      ready: () =>
        inference.get().then(
          () => undefined,
          () => undefined,
        ),
    },
    async close() {
      clearInterval(watching);
      clearInterval(diskWatch);
      clearTimeout(measuring);
      signedIn.close();
      // Begun first, so that no further files come; it ends with the import that is under way.
      const unwatched = watch.close();
      await Promise.all([check?.close(), backups.close()]);
      // Together with those who wait for the networks: nobody waits for them to be loaded.
      const engines = [display, ahead, inference].map((engine) => engine.close());
      await Promise.all([imports.close(), queue.close(), backends.close()]);
      await unwatched;
      options.window?.close();
      await Promise.all([ingest.close(), ...engines]);
      events.close();
      await stopHeads?.();
      await store.close();
    },
  };
}

/** Measures the backends where nothing is known of this computer yet. */
async function measureUnknown(backends: Backends, log: Log): Promise<void> {
  try {
    if (await backends.unknown()) await backends.measure();
  } catch (thrown) {
    const error = asAppError(thrown, "app/fault");
    if (error.code !== "job/cancelled") log.error("backends could not be measured", thrown);
  }
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
