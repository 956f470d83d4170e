import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeDurably } from "./write-durably.ts";

/** Beside a page, at a part of two MiB and between. */
const sizes = [0, 1, 4095, 4096, 4097, (2 << 20) - 1, 2 << 20, (2 << 20) + 1, (5 << 20) + 123];

/** A disk and, where there is one, a file system in memory, which need not take direct writes. */
test.for([tmpdir(), "/dev/shm"].filter(existsSync))("files in %s hold what was written", async (place) => {
  const folder = mkdtempSync(join(place, "overread-durably-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const files = sizes.map((size) => ({ path: join(folder, String(size)), bytes: randomBytes(size) }));
  await Promise.all(files.map(({ path, bytes }) => writeDurably(path, bytes)));
  for (const { path, bytes } of files) {
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
});

test("a file that is there is not written over", async () => {
  const folder = mkdtempSync(join(tmpdir(), "overread-durably-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "film");
  await writeDurably(path, new Uint8Array(5000));
  if (process.platform === "linux")
    await expect(writeDurably(path, new Uint8Array(5000))).rejects.toThrow(/EEXIST/);
});
