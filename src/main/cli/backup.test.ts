import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownStudy } from "../ingest/testing/films.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { overread } from "./testing/overread.ts";

test("backup and restore move a library with its audit record, and say in a sentence what keeps them from it", async () => {
  const cwd = await temporaryFolder();
  const options = { cwd, home: join(cwd, "home") };
  const run = (...args: string[]) => overread(args, options);
  writeFileSync(join(cwd, "secret"), "correct horse battery\n");
  writeFileSync(join(cwd, "short"), "horse\n");
  expect((await run("backup")).code).toBe(2);
  expect((await run("backup", "one", "--passphrase-file", "short")).stderr).toContain("fewer than 12");
  expect((await run("backup", "one", "--passphrase-file", "nowhere")).stderr).toContain("(ENOENT)");
  const none = await run("backup", "one", "--library", "none");
  expect([none.code, none.stderr]).toEqual([
    1,
    `overread: There is no library at ${join(cwd, "none")}. Check the name of the folder.\n`,
  ]);
  mkdirSync(join(cwd, "films"));
  for (const number of [1, 2]) writeFileSync(join(cwd, "films", `${number}.dcm`), ownStudy(number));
  expect((await run("import", "films", "--library", "old")).code).toBe(0);
  const made = await run("backup", "one", "--library", "old", "--passphrase-file", "secret", "--json");
  expect([made.code, JSON.parse(made.stdout)]).toEqual([0, { films: 2, missing: [] }]);
  expect((await run("restore", "one", "--library", "new")).stderr).toContain("is encrypted");
  writeFileSync(join(cwd, "other"), "another horse battery\n");
  const wrong = await run("restore", "one", "--library", "new", "--passphrase-file", "other");
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    `overread: The passphrase does not open ${join(cwd, "one")}. Nothing was restored.\n`,
  ]);
  const back = await run("restore", "one", "--library", "new", "--passphrase-file", "secret");
  expect([back.code, back.stdout]).toEqual([0, `2 films and all reads are restored: ${join(cwd, "new")}\n`]);
  // The list and the chained record are the old library's, the backup's own row included.
  const lists = await Promise.all(["old", "new"].map((library) => run("worklist", "--library", library)));
  expect(lists[1]?.stdout).toBe(lists[0]?.stdout);
  expect((await run("audit", "verify", "--library", "new")).code).toBe(0);
  expect(readFileSync(join(cwd, "new", "library.sqlite")).includes("library.backup")).toBe(true);
  const again = await run("restore", "one", "--library", "new", "--passphrase-file", "secret");
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("restoring replaces nothing")]);
  expect(readdirSync(cwd).sort()).toEqual(
    ["films", "home", "new", "old", "one", "other", "secret", "short"].sort(),
  );
}, 300_000);
