import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { phantomSeries } from "../../core/phantom/series.ts";
import { restoreBackup } from "../store/backup/restore-backup.ts";
import { layout } from "../store/library-folder.ts";
import { at, temporaryFolder } from "../store/testing/library.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";

const films = Object.fromEntries(
  [...phantomSeries({ count: 3, seed: 5 })].map(({ name, bytes }) => [name, bytes]),
);
const passphrase = "correct horse battery";

test("a backup that was begun in the window is whole, is remembered, and can be restored", async () => {
  const workstation = await testWorkstation(new ScriptedEngine().start);
  await workstation.importAll(films);
  const folder = await temporaryFolder();
  const file = join(folder, "one.overread");
  const start = (payload: object) => workstation.ask("backup.start", { file, passphrase, ...payload });
  await expect(start({ passphrase: "short" })).rejects.toMatchObject({ code: "backup/short-passphrase" });
  await expect(start({ file: "one.overread" })).rejects.toMatchObject({ code: "backup/not-a-path" });
  expect((await start({})).running).not.toBeNull();
  await expect(start({})).rejects.toMatchObject({ code: "backup/under-way" });
  await workstation.until(async () => (await workstation.ask("backup.state", {})).running === null);
  expect(await workstation.ask("backup.state", {})).toEqual({
    running: null,
    result: { state: "done", file, films: 3, missing: 0, encrypted: true },
  });
  expect(await workstation.ask("library.upkeep", {})).toMatchObject({
    backup: { at, file: "one.overread", films: 3, encrypted: true },
  });
  await expect(start({})).rejects.toMatchObject({ code: "backup/file-there" });
  // Nothing of the passphrase goes back to a window.
  expect(workstation.replies.join() + JSON.stringify(workstation.events)).not.toContain("horse");
  const library = join(folder, "restored");
  const signal = new AbortController().signal;
  const restored = await restoreBackup({ file, library, passphrase, signal, onProgress: () => undefined });
  expect(restored).toEqual({ films: 3, missing: [] });
  expect(existsSync(layout.database(library))).toBe(true);
});

test("a backup that is stopped or cannot be written leaves nothing behind and says so", async () => {
  const workstation = await testWorkstation(new ScriptedEngine().start);
  await workstation.importAll(films);
  const folder = await temporaryFolder();
  const ended = async (file: string, stop: boolean) => {
    await workstation.ask("backup.start", { file, passphrase: null });
    if (stop) await workstation.ask("backup.cancel", {});
    await workstation.until(async () => (await workstation.ask("backup.state", {})).running === null);
    return (await workstation.ask("backup.state", {})).result;
  };
  expect(await ended(join(folder, "stopped"), true)).toEqual({ state: "cancelled" });
  expect(await ended(join(folder, "nowhere", "one"), false)).toMatchObject({
    state: "failed",
    message: expect.stringContaining("cannot be read or written (ENOENT)") as string,
  });
  expect(readdirSync(folder)).toEqual([]);
  expect((await workstation.ask("library.upkeep", {})).backup).toBeNull();
});

test("folders are listed by name, with what is above them; a file is none", async () => {
  const workstation = await testWorkstation(new ScriptedEngine().start);
  const folder = await temporaryFolder();
  for (const name of ["b", "a", ".hidden"]) mkdirSync(join(folder, name));
  const list = await workstation.ask("folder.list", { path: folder });
  expect(list.folders.map(({ name, path }) => [name, path])).toEqual([
    ["a", join(folder, "a")],
    ["b", join(folder, "b")],
  ]);
  expect(join(list.parent ?? "", "x")).toBe(join(folder, "..", "x"));
  const gone = workstation.ask("folder.list", { path: join(folder, "c") });
  await expect(gone).rejects.toMatchObject({ code: "file/not-found" });
  await expect(workstation.ask("folder.list", { path: "a" })).rejects.toMatchObject({
    code: "file/not-found",
  });
});
