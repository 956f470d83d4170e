import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isUnderWay, type AppEvent, type MoveState, type RequestName, type Result } from "../core/api.ts";
import { fromWire } from "../core/base/errors.ts";
import { ownStudy } from "./ingest/testing/films.ts";
import { openMovable } from "./movable-workstation.ts";
import { layout } from "./store/library-folder.ts";
import { readPlace } from "./store/place/stored-place.ts";
import { at, keptLog, reader, temporaryFolder, testStore } from "./store/testing/library.ts";
import { createWorkstation } from "./workstation.ts";
import { dispatch } from "./workstation/dispatch.ts";
import { ScriptedEngine } from "./workstation/testing/workstation.ts";

const code = (expected: string) => expect.objectContaining({ code: expected });
const patience = 120_000;

/** A workstation whose library holds three films and can be moved, closed with the test. */
async function movable() {
  const folder = realpathSync(await temporaryFolder());
  const [library, state] = [join(folder, "library"), join(folder, "state")];
  mkdirSync(state);
  const log = keptLog();
  const workstation = await openMovable({
    library,
    named: false,
    stateFolder: state,
    open: (libraryFolder, moves, signedIn) =>
      createWorkstation(
        {
          libraryFolder,
          moves,
          signedIn,
          modelsFolders: [],
          ownModelsFolders: [],
          settingsFolder: state,
          reader: { id: reader, name: "One" },
          shell: "browser",
          version: "0.0.0",
          auditKey: null,
          headsFolder: null,
          clock: { now: () => at },
          log,
        },
        new ScriptedEngine().start,
      ),
    log,
  });
  onTestFinished(() => workstation.close());
  const events: AppEvent[] = [];
  workstation.subscribe((event) => events.push(event));
  const ask = async <Name extends RequestName>(name: Name, payload: unknown): Promise<Result<Name>> => {
    const reply = await dispatch(workstation.api, name, payload, { checkResults: true });
    if (!reply.ok) throw fromWire(reply.error);
    return reply.value as Result<Name>;
  };
  const until = async <Found>(look: () => Found | undefined): Promise<Found> => {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const importAll = async (...numbers: number[]): Promise<void> => {
    const films = join(folder, `films-${numbers.join("-")}`);
    mkdirSync(films);
    for (const n of numbers) writeFileSync(join(films, `${n}.dcm`), ownStudy(n));
    const { jobId } = await ask("import.start", { source: { kind: "paths", paths: [films] } });
    await until(() =>
      events.find(
        (event) =>
          event.name === "import.progress" && event.progress.jobId === jobId && !isUnderWay(event.progress),
      ),
    );
  };
  await importAll(1, 2, 3);
  const moved = (): Promise<NonNullable<MoveState["result"]>> =>
    until(() => {
      const last = events.findLast((event) => event.name === "move.changed");
      return last?.move.result ?? undefined;
    });
  return { folder, library, state, events, ask, until, importAll, moved };
}

test(
  "a workstation goes on in its library's new place, with whoever sits at it, once other programs have closed the library",
  { timeout: patience },
  async () => {
    const { folder, library, state, events, ask, until, importAll, moved } = await movable();
    await ask("session.setSecret", { current: "", wanted: "2468" });
    const to = join(folder, "new");
    const other = await testStore(library);
    expect((await ask("library.move", { folder: to, keep: false })).running?.stage).toBe("copying");
    await expect(ask("library.move", { folder: to, keep: false })).rejects.toThrow(code("move/under-way"));
    await until(() =>
      events.some((event) => event.name === "move.changed" && event.move.running?.stage === "waiting")
        ? true
        : undefined,
    );
    // It is read and written in until the last moment.
    await importAll(4);
    await other.close();
    // Asked for while the library is handed over: answered when it is there.
    const counts = until(() =>
      events.some((event) => event.name === "move.changed" && event.move.running?.stage === "finishing")
        ? ask("worklist.list", {})
        : undefined,
    );
    expect(await moved()).toEqual({ state: "done", folder: to, left: null, unreadable: 0 });
    expect((await await counts).total).toBe(4);
    expect(readPlace(state)).toEqual({ folder: to, move: null });
    expect(readdirSync(library)).toEqual(["moved.json"]);
    expect((await ask("session.get", {})).reader).toMatchObject({ id: reader, secured: true });
    expect((await ask("app.info", {})).library).toBe(to);
    expect((await ask("library.usage", {})).folder).toBe(to);
    await importAll(5);
    expect((await ask("worklist.list", {})).total).toBe(5);
    const { rows } = await ask("audit.list", {});
    const actions = rows.map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith("library.move")).reverse()).toEqual([
      "library.move",
      "library.moved",
    ]);
    const chosen = join(folder, "chosen");
    expect(await ask("library.use", { folder: chosen })).toEqual({ folder: chosen });
    expect(readPlace(state)).toEqual({ folder: chosen, move: null });
    expect(existsSync(layout.database(chosen))).toBe(true);
    const recorded = (await ask("audit.list", {})).rows.find(({ action }) => action === "library.use");
    expect(recorded?.details).toMatchObject({ to: chosen });
    await expect(ask("library.use", { folder: state })).rejects.toThrow(code("library/not-there"));
    // And back again, to where only the note is.
    await ask("library.move", { folder: library, keep: true });
    const back = await until(() => {
      const results = events.flatMap((event) => (event.name === "move.changed" ? [event.move.result] : []));
      return results.find((result) => result?.state === "done" && result.folder === library) ?? undefined;
    });
    expect(back).toEqual({ state: "done", folder: library, left: to, unreadable: 0 });
    expect(readPlace(state)).toEqual({ folder: library, move: null });
    expect((await ask("worklist.list", {})).total).toBe(5);
    expect(existsSync(layout.database(to))).toBe(true);
  },
);

test(
  "a move that fails or is stopped leaves the workstation where it was; only administrators begin one",
  { timeout: patience },
  async () => {
    const { folder, library, state, events, ask, moved } = await movable();
    const to = join(folder, "new");
    const link = join(layout.films(library), "link");
    symlinkSync(state, link);
    await ask("library.move", { folder: to, keep: false });
    expect(await moved()).toMatchObject({ state: "failed", error: code("move/link") });
    rmSync(link);
    events.length = 0;
    const other = await testStore(library);
    await ask("library.move", { folder: to, keep: false });
    await ask("library.moveCancel", {});
    expect(await moved()).toEqual({ state: "cancelled" });
    await other.close();
    // At the last step, when nobody has the library open any more.
    events.length = 0;
    mkdirSync(layout.watch(library), { recursive: true });
    symlinkSync(state, join(layout.watch(library), "link"));
    await ask("library.move", { folder: to, keep: false });
    expect(await moved()).toMatchObject({ state: "failed", error: code("move/link") });
    expect((await ask("worklist.list", {})).total).toBe(3);
    expect(readPlace(state)).toEqual({ folder: null, move: null });
    expect(existsSync(to)).toBe(false);
    const { rows } = await ask("audit.list", {});
    expect(rows.filter(({ action }) => action === "library.move-cancel")).toHaveLength(3);

    const added = { administrator: false, secondReader: false, secret: "1357" };
    await ask("session.setSecret", { current: "", wanted: "2468" });
    const { readers } = await ask("reader.add", { name: "Two", ...added });
    const two = readers.find(({ name }) => name === "Two");
    await ask("session.signIn", { reader: two?.id, secret: "1357" });
    await expect(ask("library.use", { folder: to })).rejects.toThrow(code("reader/not-administrator"));
    await expect(ask("library.move", { folder: to, keep: false })).rejects.toThrow(
      code("reader/not-administrator"),
    );
  },
);
