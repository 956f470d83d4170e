import { execFile } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../store/testing/library.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

const overread = (home: string, ...args: string[]): Promise<{ code: number; out: string; said: string }> =>
  new Promise((done) => {
    const env = { ...process.env, OVERREAD_HOME: home };
    execFile(process.execPath, [main, ...args], { env }, (error, out, said) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, out, said });
    });
  });

test("audit verify says that a record is whole, and names the row that was changed", async () => {
  const home = await temporaryFolder();
  expect((await overread(home, "audit", "verify")).code).toBe(2);
  expect((await overread(home, "audit")).code).toBe(2);
  await overread(home, "phantom", join(home, "films"), "--count", "1");
  expect((await overread(home, "import", join(home, "films"))).code).toBe(0);
  const whole = await overread(home, "audit", "verify", "--json");
  const verdict = JSON.parse(whole.out) as { rows: number; sealed: number; faults: unknown[] };
  expect([whole.code, verdict.faults]).toEqual([0, []]);
  expect(verdict.rows).toBeGreaterThan(1);
  expect(verdict.sealed).toBe(verdict.rows);

  const database = new DatabaseSync(join(home, "library", "library.sqlite"));
  database.exec("DROP TRIGGER audit_is_not_changed; UPDATE audit SET utc = '2020' WHERE number = 2");
  database.close();
  const changed = await overread(home, "audit", "verify");
  expect([changed.code, changed.said]).toEqual([1, "overread: Row 2 was changed after it was written.\n"]);
  expect(changed.out).toContain("The record has 1 fault.");
}, 60_000);
