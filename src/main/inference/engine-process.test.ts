import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { constants, getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterAll, beforeAll, expect, it } from "vitest";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { openFilm } from "../film/open-film.ts";
import { Engine } from "./engine.ts";
import { fixturesFolder } from "./testing/fixtures.ts";
import { keptLog } from "./testing/kept-log.ts";

let engine: Engine;
let folder: string;
const log = keptLog();
const png = encode({
  width: 40,
  height: 30,
  channels: 1,
  depth: 16,
  data: Uint16Array.from({ length: 40 * 30 }, (_, index) => index * 50),
});
const file = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "overread-engine-"));
  engine = await Engine.start({ modelsFolders: [fixturesFolder], log });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

it("opens a film for display with its stored values", async () => {
  const frame = await engine.decode({ path: await file("film.png", png), frame: 0 });
  expect(frame).toMatchObject({
    kind: "png",
    rows: 30,
    columns: 40,
    frames: 1,
    bitsStored: 16,
    signed: false,
  });
  if (frame.pixels.colour) throw new Error("is in colour");
  expect(frame.pixels.stored).toBeInstanceOf(Uint16Array);
  expect(frame.pixels.stored[1199]).toBe(1199 * 50);
});

it("reads an uncompressed film's pixels from its file, unless they hold more than is stored", async () => {
  const bytes = phantomDicom(drawPhantom({ seed: 1, rows: 120, columns: 100, bits: 12, age: 4 }));
  const same = await engine.decode({ path: await file("plain.dcm", bytes), frame: 0 });
  const alone = await (await openFilm(bytes)).decodeFrame(0);
  if (same.pixels.colour || alone.colour) throw new Error("is in colour");
  expect(same.pixels.stored).toEqual(alone.stored);
  // PS3.5 8.1.1: what lies above Bits Stored (an old overlay) is no part of the value.
  const overlaid = bytes.slice();
  overlaid[overlaid.length - 1] = (overlaid.at(-1) ?? 0) | 0xf0;
  const cut = await engine.decode({ path: await file("overlaid.dcm", overlaid), frame: 0 });
  if (cut.pixels.colour) throw new Error("is in colour");
  expect(cut.pixels.stored).toEqual(alone.stored);
});

it("answers a film with what could be loaded and says what could not", async () => {
  expect(engine.models().loaded.map(({ id }) => id)).toEqual(["failing", "tiny"]);
  expect(engine.models().failures).toMatchObject([{ code: "model/load-failed", params: { model: "three" } }]);
  const reading = await engine.classify({ path: await file("film.png", png) });
  expect(reading.models.map(({ id }) => id)).toEqual(["tiny"]);
  expect(reading.failures).toMatchObject([{ code: "inference/failed" }]);
});

it("refuses what is no film, by name, and goes on", async () => {
  const text = await file("letter.txt", new TextEncoder().encode("Dear colleague, ".repeat(50)));
  const half = await file("half.png", png.subarray(0, png.length >> 1));
  await expect(engine.classify({ path: text })).rejects.toMatchObject({
    code: "film/not-a-film",
    message: expect.stringContaining("letter.txt"),
  });
  await expect(engine.classify({ path: half, file: "half a film" })).rejects.toMatchObject({
    code: "film/truncated",
    message: expect.stringContaining("half a film"),
  });
  await expect(engine.decode({ path: await file("film.png", png), frame: 1 })).rejects.toMatchObject({
    code: "film/no-such-frame",
  });
  const { pid } = engine;
  await engine.decode({ path: await file("film.png", png), frame: 0 });
  expect(engine.pid).toBe(pid);
});

it.skipIf(process.platform !== "linux")(
  "gives way to everything else where nobody waits for it",
  async () => {
    const background = await Engine.start({ log, priority: "background" });
    try {
      const pid = background.pid ?? Number.NaN;
      expect(getPriority(pid)).toBe(constants.priority.PRIORITY_BELOW_NORMAL);
      // proc(5): the sixth field is the session, which the process leads; autogroup is there where the kernel has it.
      const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ");
      expect(Number(fields?.[3])).toBe(pid);
      const group = await readFile(`/proc/${pid}/autogroup`, "utf8").catch(() => "/autogroup-0 nice 5");
      expect(group).toMatch(/ nice 5\s*$/);
    } finally {
      await background.close();
    }
  },
);
