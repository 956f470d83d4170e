import { expect, test } from "@playwright/test";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { tolerance, type BackendId } from "../src/core/models/backend.ts";
import { differenceFrom, golden, goldenFile, goldenFilm } from "../src/core/models/golden.ts";
import type { WindowBackend } from "../src/core/inference-exchange.ts";
import { preprocess } from "../src/core/models/preprocess.ts";
import { modelsFolder } from "../src/main/entry-points.ts";
import { Engine } from "../src/main/inference/engine.ts";
import type { BackendFall } from "../src/main/inference/engine-options.ts";
import { readManifest, readModelFiles } from "../src/main/inference/read-model.ts";
import { fixturesFolder } from "../src/main/inference/testing/fixtures.ts";
import { inferenceWindow, type InferenceWindow } from "./support/inference-window.ts";

/** A software graphics processor takes seconds for one film of a network. */
const patience = { load: 240_000, run: 240_000 };
const tiny = join(fixturesFolder, "tiny");
const shipped = readdirSync(modelsFolder())
  .map((name) => join(modelsFolder(), name))
  .filter((folder) => existsSync(join(folder, "model.json")));

// The window opens and closes between the tests, too; a trace that is begun just then fails the next one.
test.use({ trace: "off" });

let window: InferenceWindow;
test.beforeAll(async () => {
  window = await inferenceWindow(patience);
});
test.afterAll(() => window.close());

/** Largest difference from PyTorch over the first golden vectors of a network. */
async function difference(backend: WindowBackend, folder: string, films: number): Promise<number> {
  const manifest = await readManifest(folder);
  await window.networks.load(backend, await readModelFiles(folder, manifest));
  const { vectors } = golden.parse(JSON.parse(readFileSync(join(folder, goldenFile), "utf8")));
  const found: number[] = [];
  for (const vector of vectors.slice(0, films)) {
    const input = preprocess(goldenFilm(vector, Buffer.from(vector.grey, "base64")), manifest.input);
    found.push(differenceFrom(vector, await window.networks.run(backend, manifest.id, input)));
  }
  return Math.max(...found);
}

test("the window has threads and a graphics processor, and its page lets nothing in from outside", async () => {
  const abilities = await window.networks.abilities();
  expect(abilities).toMatchObject({ isolated: true, runtime: "onnxruntime-web 1.30.0" });
  expect(abilities.adapter).toContain("swiftshader");
  const page = window.browser.contexts().flatMap((context) => context.pages())[0];
  const outside = await page?.evaluate(() =>
    fetch("https://example.org/").then(
      () => "let in",
      (error: unknown) => String(error),
    ),
  );
  expect(outside).toContain("TypeError");
});

for (const folder of [tiny, ...shipped]) {
  test(`WASM answers as PyTorch does: ${folder.split("/").at(-1) ?? ""}, every golden film`, async () => {
    expect(await difference("wasm", folder, Infinity)).toBeLessThan(tolerance("wasm"));
  });
}

// Every film of all four on a software processor takes minutes; ALL_FILMS_ON_WEBGPU=1 runs them.
const everything = process.env["ALL_FILMS_ON_WEBGPU"] === "1";
const onWebGpu = [
  { folder: tiny, films: Infinity },
  ...shipped.map((folder) => ({ folder, films: everything ? Infinity : 1 })),
];
for (const { folder, films } of onWebGpu) {
  const words = films === 1 ? "one golden film" : "every golden film";
  test(`WebGPU answers as PyTorch does: ${folder.split("/").at(-1) ?? ""}, ${words}`, async () => {
    test.setTimeout(everything ? 1_800_000 : 240_000);
    expect(await difference("webgpu", folder, films)).toBeLessThan(tolerance("webgpu"));
  });
}

/** A film that the tiny network takes. */
const film = join(fixturesFolder, "../../../../core/dicom/testing/fixtures/png-grey8.png");
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** An engine whose networks run in the window, and what it said of falling. */
async function engineInWindow(backends: readonly BackendId[]) {
  const falls: BackendFall[] = [];
  const engine = await Engine.start({
    modelsFolders: [tiny],
    log,
    backends,
    window: window.networks,
    onFall: (fall) => falls.push(fall),
  });
  return { engine, falls, ask: () => engine.classify({ path: film, answerWithheld: true }) };
}

test("a film is answered through the window as it is on the CPU", async () => {
  const inWindow = await engineInWindow(["wasm", "cpu"]);
  const native = await Engine.start({ modelsFolders: [tiny], log });
  const [ours, wanted] = [await inWindow.ask(), await native.classify({ path: film, answerWithheld: true })];
  await Promise.all([inWindow.engine.close(), native.close()]);
  expect(inWindow.falls).toEqual([]);
  expect(ours.models[0]?.probability).toBeCloseTo(wanted.models[0]?.probability ?? NaN, 5);
  expect(ours.heatMaps[0]?.rows).toBe(wanted.heatMaps[0]?.rows);
});

test("a lost graphics processor is told, and the next film is answered by what comes after it", async () => {
  test.skip(process.platform !== "linux", "ends a process by Linux's process list");
  const { engine, falls, ask } = await engineInWindow(["webgpu", "cpu"]);
  const before = await ask();
  expect(engine.backend).toBe("webgpu");
  window.loseGraphics();
  await expect.poll(async () => (await ask(), engine.backend)).toBe("cpu");
  const after = await ask();
  await engine.close();
  expect(falls).toMatchObject([{ from: "webgpu", to: "cpu" }]);
  expect(after.failures).toEqual([]);
  expect(after.models[0]?.probability).toBeCloseTo(before.models[0]?.probability ?? NaN, 3);
});

test("a window that is killed under a queue costs no film its answer", async () => {
  const { engine, falls, ask } = await engineInWindow(["wasm", "cpu"]);
  const answers = Array.from({ length: 12 }, ask);
  await answers[1];
  for (const page of window.browser.contexts().flatMap((context) => context.pages())) {
    await page.goto("chrome://crash").catch(() => undefined);
  }
  for (const { failures, models } of await Promise.all(answers)) {
    expect(failures).toEqual([]);
    expect(models).toHaveLength(1);
  }
  // It may have answered all of them before it died.
  await expect.poll(async () => (await ask(), engine.backend)).toBe("cpu");
  await engine.close();
  expect(falls).toMatchObject([{ from: "wasm", to: "cpu" }]);
});
