import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { ownStudy } from "../ingest/testing/films.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { overread } from "./testing/overread.ts";

test("check names what is out of place, and with --repair puts it right as far as it can", async () => {
  const cwd = await temporaryFolder();
  const run = (...args: string[]) => overread(args, { cwd, home: join(cwd, "home") });
  mkdirSync(join(cwd, "films"));
  for (const number of [1, 2, 3, 4]) writeFileSync(join(cwd, "films", `${number}.dcm`), ownStudy(number));
  await run("import", "films", "--library", "here");
  const [gone = "", changed = "", orphan = ""] = globSync("here/films/??/*", { cwd }).sort();
  rmSync(join(cwd, gone));
  writeFileSync(join(cwd, changed), "changed");
  const database = new DatabaseSync(join(cwd, "here", "library.sqlite"));
  const hash = orphan.split("/").slice(-2).join("");
  // The film's entry is lost, as from a database that was put back from an older copy.
  database.exec(`DELETE FROM films WHERE content_hash = '${hash}'`);
  database.close();
  writeFileSync(join(cwd, "here", "films", orphan.split("/").at(-2) ?? "", "notes.txt"), "notes");

  const repaired = await run("check", "--library", "here", "--repair", "--json");
  expect([repaired.code, JSON.parse(repaired.stdout)]).toMatchObject([
    1,
    { repaired: { missing: 2, newlyMissing: 2, recovered: 1, setAside: 1 } },
  ]);
  expect((await run("import", "films", "--library", "here", "--json")).stdout).toContain('"imported":2');
  const well = await run("check", "--library", "here", "--repair");
  expect([well.code, well.stdout]).toEqual([
    0,
    `There was nothing to repair.\n${join(cwd, "here")}: 4 films are in place, no fault.\n`,
  ]);
  expect(globSync("here/set-aside/*notes.txt", { cwd })).toHaveLength(1);
  expect(existsSync(join(cwd, orphan))).toBe(true);
}, 300_000);
