import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layout } from "./library-folder.ts";
import { temporaryFolder, testStore } from "./testing/library.ts";

test("what an ended workstation left is removed, what a running one holds is not", async () => {
  const folder = await temporaryFolder();
  const leave = (name: string): string[] => {
    const files = [join(layout.staging(folder, name), "upload"), join(layout.incoming(folder, name), "film")];
    for (const file of files) {
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, "half");
    }
    return files;
  };
  const abandoned = leave("0".repeat(24));
  const running = await testStore(folder);
  expect(abandoned.map((file) => existsSync(file))).toEqual([false, false]);

  const held = leave(running.session);
  const second = await testStore(folder);
  expect(held.map((file) => existsSync(file))).toEqual([true, true]);
  expect(second.session).not.toBe(running.session);

  await running.close();
  expect(held.map((file) => existsSync(file))).toEqual([false, false]);
});
