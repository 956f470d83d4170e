import { createHash } from "node:crypto";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { smallFilm } from "../ingest/testing/films.ts";
import { jsonLines, overread } from "./testing/overread.ts";

let folder: string;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "overread import ü-"));
  writeFileSync(join(folder, "a film.dcm"), smallFilm());
  writeFileSync(join(folder, "cut.dcm"), smallFilm().subarray(0, 600));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it("adds films byte for byte, names what it does not take, and imports nothing twice", async () => {
  const args = ["import", "a film.dcm", "cut.dcm", "gone.dcm", "--library", "the library", "--json"];
  const first = await overread(args, { cwd: folder });
  expect(first.code).toBe(1);
  const rejected = [
    { path: join(folder, "cut.dcm"), code: "film/truncated", message: expect.stringContaining("cut.dcm") },
    { path: join(folder, "gone.dcm"), code: "file/not-found", message: expect.stringContaining("gone.dcm") },
  ];
  expect(jsonLines(first)).toEqual([{ imported: 1, duplicates: 0, rejected }]);
  const stored = globSync(join(folder, "the library", "films", "**", "*")).filter((path) =>
    /^[0-9a-f]{20,}/.test(basename(path)),
  );
  expect(stored.map((path) => sha256(readFileSync(path)))).toEqual([sha256(smallFilm())]);

  const again = await overread(["import", "a film.dcm", "--library", "the library"], { cwd: folder });
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("0 imported, 1 already there, 0 not taken"),
  });
});

it("is wrong usage without a path", async () => {
  expect(await overread(["import"], { cwd: folder })).toMatchObject({ code: 2, stdout: "" });
});
