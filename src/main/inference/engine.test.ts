import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { ruleJson } from "../../core/agreement/testing/rule.ts";
import { Engine } from "./engine.ts";
import { threadsAmong, type EngineOptions } from "./engine-options.ts";
import { withModels, type Fixture } from "./testing/fixtures.ts";
import { startForked, type StartProcess } from "./start-process.ts";
import { keptLog } from "./testing/kept-log.ts";

const entry = fileURLToPath(new URL("./testing/fragile-process.ts", import.meta.url));
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function engineFor(
  models: readonly Fixture[] = [],
  limits: EngineOptions["limits"] = {},
  rule: string | null = null,
) {
  const log = keptLog();
  const start = (folder: string) =>
    Engine.start({ modelsFolders: models.length === 0 ? [] : [folder], log, entry, limits });
  // The networks are read at every start of the process: they stay until the engine is closed.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const engine = await new Promise<Engine>((resolve, reject) => {
    const folder = withModels(models, async (path) => {
      if (rule !== null) await writeFile(join(path, "panel.json"), rule);
      resolve(await start(path));
      await held;
    });
    folder.catch(reject);
    undo.push(() => (release(), folder));
  });
  undo.push(() => engine.close());
  return { engine, log };
}

async function film(kind: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "overread-film-"));
  undo.push(() => rm(folder, { recursive: true }));
  const path = join(folder, `${kind}.raw`);
  await writeFile(path, kind === "ONCE" ? `ONCE${join(folder, "trace")}` : kind);
  return path;
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe("engine", () => {
  it("decodes and classifies", async () => {
    const { engine } = await engineFor(["tiny"]);
    const path = await film("FILM");
    expect(engine.models()).toMatchObject({ loaded: [{ id: "tiny" }], failures: [] });
    const decoded = await engine.decode({ path, frame: 0 });
    expect(decoded).toMatchObject({ rows: 16, columns: 16, frames: 1, spacing: null });
    expect(decoded.pixels.colour === false && [...decoded.pixels.stored.subarray(0, 3)]).toEqual([0, 37, 74]);
    const reading = await engine.classify({ path });
    expect(reading).toMatchObject({
      film: { kind: "png", rows: 16, columns: 16 },
      check: { verdict: "warn" },
      models: [{ id: "tiny" }],
      agreement: { of: 1, level: "unanimous", threshold: 0.5 },
      heatMaps: [{ modelId: "tiny", rows: 4, columns: 4 }],
      failures: [],
    });
    expect(reading.agreement.probability).toBe(reading.models[0]?.probability);
  });

  it("knows the panel's rule, and goes on without a broken one", async () => {
    const { engine } = await engineFor(["tiny"], {}, JSON.stringify(ruleJson));
    expect(engine.models()).toMatchObject({
      loaded: [{ id: "tiny" }],
      rule: { threshold: 0.5 },
      failures: [],
    });
    // It names four other networks: this one's panel is its own answer.
    const reading = await engine.classify({ path: await film("FILM") });
    expect(reading.agreement.probability).toBe(reading.models[0]?.probability);
    const broken = await engineFor(["tiny"], {}, "{}");
    expect(broken.engine.models()).toMatchObject({
      loaded: [{ id: "tiny" }],
      rule: null,
      failures: [{ code: "model/panel-rule-invalid", message: expect.stringContaining("panel's rule") }],
    });
  });

  it("passes a film's own failure on", async () => {
    const { engine } = await engineFor();
    await expect(engine.decode({ path: await film("JUNK"), frame: 0 })).rejects.toMatchObject({
      code: "film/not-a-film",
      message: expect.stringContaining("JUNK.raw"),
    });
    await expect(engine.decode({ path: "/nowhere/film.dcm", frame: 0 })).rejects.toMatchObject({
      code: "file/not-found",
    });
    await expect(engine.decode({ path: tmpdir(), file: "a folder", frame: 0 })).rejects.toMatchObject({
      code: "file/not-readable",
    });
    await expect(engine.decode({ path: await film(""), frame: 0 })).rejects.toMatchObject({
      code: "film/empty",
    });
  });

  it("gives up a film that kills the process, and no other", async () => {
    const { engine, log } = await engineFor(["tiny"]);
    const [killer, sound] = [await film("KILL"), await film("FILM")];
    const results = await Promise.allSettled([
      engine.classify({ path: sound }),
      engine.classify({ path: killer }),
      engine.classify({ path: sound }),
      engine.decode({ path: sound, frame: 0 }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(results[1]).toMatchObject({ reason: { code: "film/decoder-died" } });
    expect(log.lines.filter((line) => line.includes("was started again"))).toHaveLength(2);
  });

  it("tries a film again that died once", async () => {
    const { engine } = await engineFor(["tiny"]);
    await expect(engine.classify({ path: await film("ONCE") })).resolves.toMatchObject({
      agreement: { of: 1 },
    });
  });

  it("goes on after SIGKILL in the middle of a film", async () => {
    const { engine } = await engineFor(["tiny"]);
    const answers = [await film("SLOW"), await film("FILM")].map((path) => engine.classify({ path }));
    await sleep(200);
    const { pid } = engine;
    process.kill(pid ?? Number.NaN, "SIGKILL");
    for (const answer of await Promise.all(answers)) expect(answer.agreement.of).toBe(1);
    expect(engine.pid).not.toBe(pid);
    expect(engine.models().loaded).toHaveLength(1);
  });

  it("leaves out a network that kills the process, and in the end for good", async () => {
    const { engine } = await engineFor(["tiny", "failing"]);
    const path = await film("FILM");
    expect(engine.models().loaded.map(({ id }) => id)).toEqual(["failing", "tiny"]);
    for (let i = 0; i < 2; i++) {
      // Of two networks one failed: fewer than three give no verdict.
      await expect(engine.classify({ path })).resolves.toMatchObject({
        models: [{ id: "tiny" }],
        failures: [{ code: "inference/failed", params: { model: "failing" } }],
        agreement: { of: 1, verdict: null, probability: null },
      });
    }
    expect(engine.models()).toMatchObject({
      loaded: [{ id: "tiny" }],
      failures: [{ code: "model/load-failed", params: { model: "failing" } }],
    });
    await expect(engine.classify({ path })).resolves.toMatchObject({ failures: [], agreement: { of: 1 } });
  });

  it("gives up a film that takes too long", async () => {
    const { engine } = await engineFor([], { request: 300 });
    await expect(engine.decode({ path: await film("HANG"), frame: 0 })).rejects.toMatchObject({
      code: "film/too-slow",
    });
    await expect(engine.decode({ path: await film("FILM"), frame: 0 })).resolves.toMatchObject({ rows: 16 });
  });

  it("lets go of what was cancelled, waiting or running", async () => {
    const { engine } = await engineFor([], { abandoned: 100 });
    const [hang, sound] = [await film("HANG"), await film("FILM")];
    const running = new AbortController();
    const waiting = new AbortController();
    const results = Promise.allSettled([
      engine.decode({ path: hang, frame: 0, signal: running.signal }),
      engine.decode({ path: sound, frame: 0, signal: waiting.signal }),
      engine.decode({ path: sound, frame: 0 }),
      engine.decode({ path: sound, frame: 0, signal: AbortSignal.abort() }),
    ]);
    waiting.abort();
    setTimeout(() => running.abort(), 100);
    const cancelled = { status: "rejected", reason: { code: "job/cancelled" } };
    expect(await results).toMatchObject([cancelled, cancelled, { status: "fulfilled" }, cancelled]);
  });

  it("replaces a process that holds too much memory", async () => {
    const { engine, log } = await engineFor([], { memory: 150 * 2 ** 20 });
    const { pid } = engine;
    await engine.decode({ path: await film("BULK"), frame: 0 });
    await engine.decode({ path: await film("FILM"), frame: 0 });
    expect(engine.pid).not.toBe(pid);
    expect(log.lines).toEqual([]);
  });

  it("takes another number of threads in a fresh process, behind the film that is under way", async () => {
    const { engine, log } = await engineFor([], {});
    const { pid } = engine;
    const films = [await film("FILM"), await film("FILM")].map((path) => engine.decode({ path, frame: 0 }));
    engine.useThreads(threadsAmong(1) + 1);
    expect(await Promise.all(films)).toHaveLength(2);
    const other = engine.pid;
    expect(other).not.toBe(pid);
    engine.useThreads(threadsAmong(1) + 1);
    await engine.decode({ path: await film("FILM"), frame: 0 });
    expect(engine.pid).toBe(other);
    expect(log.lines).toEqual([]);
  });

  it("says that it does not start", async () => {
    const options = { log: keptLog(), entry: join(tmpdir(), "no-such-engine.ts") };
    await expect(Engine.start(options)).rejects.toMatchObject({ code: "inference/not-running" });
  });

  it("gives a start up when nobody waits for it any more", async () => {
    const stop = new AbortController();
    const pids: (number | undefined)[] = [];
    const startProcess: StartProcess = (path, events) => {
      const child = startForked(path, { ...events, message: () => undefined });
      pids.push(child.pid);
      return child;
    };
    const starting = Engine.start({ log: keptLog(), entry, startProcess, signal: stop.signal });
    const rejected = expect(starting).rejects.toMatchObject({ code: "job/cancelled" });
    await sleep(100);
    stop.abort();
    await rejected;
    expect(pids).toHaveLength(1);
    expect(alive(pids[0] ?? Number.NaN)).toBe(false);
  });

  it("ends the process on close", async () => {
    const { engine } = await engineFor();
    const pid = engine.pid ?? Number.NaN;
    const pending = engine.decode({ path: await film("HANG"), frame: 0 });
    const rejected = expect(pending).rejects.toMatchObject({ code: "job/cancelled" });
    await sleep(100);
    await engine.close();
    await rejected;
    expect(alive(pid)).toBe(false);
    await expect(engine.decode({ path: await film("FILM"), frame: 0 })).rejects.toMatchObject({
      code: "job/cancelled",
    });
  });

  it.each(["FILM", "HANG"])("leaves no process behind when its parent is killed (%s)", async (kind) => {
    const parent = fork(
      fileURLToPath(new URL("./testing/doomed-parent.ts", import.meta.url)),
      [await film(kind)],
      {
        execArgv: [],
        stdio: "ignore",
      },
    );
    const child = await new Promise<number>((resolve) =>
      parent.once("message", (pid) => resolve(Number(pid))),
    );
    await sleep(200);
    expect(alive(child)).toBe(true);
    parent.kill("SIGKILL");
    const until = Date.now() + 10_000;
    while (alive(child) && Date.now() < until) await sleep(50);
    expect(alive(child)).toBe(false);
    expect(existsSync(`/proc/${child}/exe`)).toBe(false);
  });
});
