import { requests, type Api, type AppEvent, type MoveState, type RequestName } from "../core/api.ts";
import type { ReaderId } from "../core/base/ids.ts";
import type { Log } from "../core/base/ports.ts";
import type { LibraryMove, MoveOutcome } from "./store/place/move-library.ts";
import type { Workstation } from "./workstation.ts";
import { Events } from "./workstation/events.ts";
import { Moves } from "./workstation/moves.ts";

export interface MovableOptions {
  /** The library's folder at the start. */
  readonly library: string;
  /** It was named at the start, so its place is not kept and it is not moved. */
  readonly named: boolean;
  /** Where its place is stored. */
  readonly stateFolder: string;
  /** Opens a workstation on a library, for whoever sits there already. */
  readonly open: (library: string, moves: Moves, signedIn: ReaderId | null) => Promise<Workstation>;
  readonly log: Log;
}

/** Milliseconds that requests under way are waited for before the workstation is closed under them. */
const patience = 15_000;
/** Answered while the library is handed over; everything else waits for moments. */
const aboutTheMove: readonly string[] = ["library.moveState", "library.moveCancel"] satisfies RequestName[];

/**
 * A workstation that goes on when its library is moved: for its windows it is the same one. While the library is handed
 * over requests wait; then they are answered from its new place, or from the old one where the move failed.
 * @throws as `open`
 */
export async function openMovable(options: MovableOptions): Promise<Workstation> {
  const { stateFolder, named, log } = options;
  const events = new Events(log);
  const emit = (event: AppEvent): void => {
    events.emit(event);
  };
  /** Requests that wait for their answer. */
  let under = 0;
  let handing = false;
  let opened: Workstation;
  let current: Promise<Workstation>;
  let unsubscribe = (): void => undefined;

  const moves = new Moves(
    {
      library: () => opened.inside.library,
      session: () => opened.inside.session,
      ready: () => opened.inside.ready(),
      recordOrTell: (...what) => opened.inside.recordOrTell(...what),
      tell: (move: MoveState) => {
        // A locked window learns nothing of what goes on behind it.
        if (handing || opened.inside.signedIn() !== null) emit({ name: "move.changed", move });
      },
      handOver,
      log,
    },
    stateFolder,
    named,
  );

  async function open(library: string, signedIn: ReaderId | null): Promise<Workstation> {
    opened = await options.open(library, moves, signedIn);
    unsubscribe = opened.subscribe(emit);
    return opened;
  }

  /** Waits until nobody waits for an answer of the workstation. */
  async function drained(): Promise<void> {
    const until = performance.now() + patience;
    while (under > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async function handOver(
    move: LibraryMove,
    finish: () => Promise<MoveOutcome>,
    from: string,
  ): Promise<MoveOutcome> {
    const next = Promise.withResolvers<Workstation>();
    // Where it opens nowhere any more, whoever asks is told why; nobody need ask.
    next.promise.catch(() => undefined);
    current = next.promise;
    handing = true;
    const before = opened;
    const reader = before.inside.signedIn();
    try {
      await drained();
      unsubscribe();
      await before.close();
      const outcome = await finish();
      try {
        next.resolve(await open(outcome.folder, reader));
      } catch (error) {
        move.revert();
        throw error;
      }
      return outcome;
    } catch (error) {
      await open(from, reader).then(next.resolve, next.reject);
      throw error;
    } finally {
      handing = false;
      for (const name of [
        "session.changed",
        "worklist.changed",
        "secondReads.changed",
        "upkeep.changed",
      ] as const)
        emit({ name });
    }
  }

  const ask =
    (name: RequestName) =>
    async (payload: never): Promise<unknown> => {
      if (handing && aboutTheMove.includes(name)) {
        if (name === "library.moveCancel") moves.cancel();
        return name === "library.moveCancel" ? {} : moves.state;
      }
      const workstation = await current;
      under++;
      try {
        return await workstation.api[name](payload);
      } finally {
        under--;
      }
    };
  // TypeScript does not connect a name with its own request's payload and result.
  const api = Object.fromEntries(
    (Object.keys(requests) as RequestName[]).map((name) => [name, ask(name)]),
  ) as unknown as Api;

  current = open(options.library, null);
  await current;
  return {
    api,
    subscribe: (listener) => events.subscribe(listener),
    uploads: {
      begin: () => opened.uploads.begin(),
      add: async (...upload) => (await current).uploads.add(...upload),
    },
    get inside() {
      return opened.inside;
    },
    async close() {
      await moves.close();
      // One that opened nowhere any more has nothing to close; whoever asked it was told why.
      await (await current.catch(() => null))?.close();
      events.close();
    },
  };
}
