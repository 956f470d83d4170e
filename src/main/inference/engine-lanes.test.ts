import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "../../core/base/errors.ts";
import { modelId } from "../../core/base/ids.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { threadsAmong } from "./engine-options.ts";
import { Lanes, type FilmEngine, type LaneEngine } from "./engine-lanes.ts";
import { keptLog } from "./testing/kept-log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Loaded = ReturnType<FilmEngine["models"]>["loaded"];

/** An engine whose films wait until they are let go. */
class HeldEngine implements LaneEngine {
  ids = ["cnn"];
  closed = false;
  readonly idle = true;
  /** As it was told since it was started. */
  readonly threads: number[] = [];
  readonly asked = new Map<string, { answer(): void; fail(error: AppError): void }>();

  models() {
    const decides = { calibration: {}, threshold: {} };
    const loaded = this.ids.map((id) => ({ id: modelId(id), ...decides })) as unknown as Loaded;
    return { loaded, own: [], rule: null, space: null, failures: [] };
  }
  useThreads(threads: number): void {
    this.threads.push(threads);
  }
  decode = () => Promise.reject(new AppError("film/empty", { file: "x" }));
  paint = () => Promise.reject(new AppError("film/empty", { file: "x" }));
  classify({ path }: { readonly path: string }): Promise<FilmReading> {
    return new Promise((resolve, reject) => {
      const reading = { film: { kind: "png", rows: 1, columns: this.ids.length } } as FilmReading;
      this.asked.set(path, { answer: () => resolve(reading), fail: reject });
    });
  }
  close(): Promise<void> {
    this.closed = true;
    for (const { fail } of this.asked.values()) fail(new AppError("job/cancelled"));
    return Promise.resolve();
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0);

async function lanesOf(options: { room?: boolean; second?: () => Promise<LaneEngine> } = {}) {
  const engines = [new HeldEngine(), new HeldEngine()] as const;
  const log = keptLog();
  let started = 0;
  const threads: number[] = [];
  const lanes = await Lanes.start({
    start: (wanted) => {
      started++;
      threads.push(wanted);
      if (started > 1 && options.second !== undefined) return options.second();
      return Promise.resolve(engines[started - 1] ?? new HeldEngine());
    },
    log,
    room: () => options.room ?? true,
  });
  return { lanes, log, first: engines[0], second: engines[1], started: () => started, threads };
}

/** Ten films at once, all of which the first engine gets. */
async function longQueue(lanes: Lanes, first: HeldEngine): Promise<void> {
  const films = Array.from({ length: 10 }, (_, i) => lanes.classify({ path: `${i}` }));
  await settle();
  for (const film of first.asked.values()) film.answer();
  await Promise.all(films);
  first.asked.clear();
}

it("stays one process for films that come one by one, or few at once", async () => {
  const { lanes, first, started } = await lanesOf();
  for (let i = 0; i < 20; i++) {
    const pair = [lanes.classify({ path: `${i} a` }), ...(i % 2 ? [lanes.classify({ path: `${i} b` })] : [])];
    await settle();
    for (const film of first.asked.values()) film.answer();
    await Promise.all(pair);
  }
  expect(started()).toBe(1);
});

it("gets a second process for a long queue, shares films between them, and gives it back", async () => {
  const { lanes, first, second, started } = await lanesOf();
  await longQueue(lanes, first);
  expect(started()).toBe(2);
  const films = ["a", "b", "c", "d"].map((path) => lanes.classify({ path }));
  await settle();
  expect([...first.asked.keys()]).toEqual(["a", "c"]);
  expect([...second.asked.keys()]).toEqual(["b", "d"]);
  for (const film of [...first.asked.values(), ...second.asked.values()]) film.answer();
  await Promise.all(films);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(second.closed).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([first.closed, second.closed]).toEqual([false, true]);
  await longQueue(lanes, first);
  expect(started()).toBe(3);
});

it("shares the cores between two processes, and gives all of them to one", async () => {
  const { lanes, first, second, threads } = await lanesOf();
  await longQueue(lanes, first);
  expect(threads).toEqual([threadsAmong(1), threadsAmong(2)]);
  expect([first.threads, second.threads]).toEqual([[threadsAmong(2)], []]);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(first.threads).toEqual([threadsAmong(2), threadsAmong(1)]);
});

it("gives a network as many threads as cores, up to four", () => {
  const threads = [1, 2, 3, 4, 8, 16].map((cores) => [threadsAmong(1, cores), threadsAmong(2, cores)]);
  expect(threads).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 2],
    [4, 4],
    [4, 4],
  ]);
});

it("starts none where there is no room, or once it did not start", async () => {
  const narrow = await lanesOf({ room: false });
  await longQueue(narrow.lanes, narrow.first);
  expect(narrow.started()).toBe(1);
  const failing = await lanesOf({
    second: () => Promise.reject(new AppError("inference/not-running", { detail: "no memory" })),
  });
  await longQueue(failing.lanes, failing.first);
  await longQueue(failing.lanes, failing.first);
  expect(failing.started()).toBe(2);
  expect(failing.log.lines).toHaveLength(1);
});

it("passes a film's failure on, and asks the first process where the second has ended", async () => {
  const { lanes, first, second, started } = await lanesOf();
  await longQueue(lanes, first);
  const films = ["a", "b", "c", "d", "e", "f"].map((path) => lanes.classify({ path }));
  await settle();
  second.asked.get("b")?.fail(new AppError("film/decoder-died", { file: "b" }));
  await expect(films[1]).rejects.toMatchObject({ code: "film/decoder-died" });
  expect(second.closed).toBe(false);
  second.asked.get("d")?.fail(new AppError("inference/not-running", { detail: "gone" }));
  await settle();
  // "f" waited in the process that was given up.
  expect([...first.asked.keys()]).toEqual(["a", "c", "e", "d", "f"]);
  for (const film of first.asked.values()) film.answer();
  for (const film of films.filter((_, index) => index !== 1)) await expect(film).resolves.toBeDefined();
  await longQueue(lanes, first);
  expect(started()).toBe(2);
});

it("takes no answer of networks that the first process has not", async () => {
  const { lanes, first, second } = await lanesOf();
  await longQueue(lanes, first);
  const films = ["a", "b"].map((path) => lanes.classify({ path }));
  await settle();
  second.ids = ["cnn", "alexnet"];
  second.asked.get("b")?.answer();
  await settle();
  for (const film of first.asked.values()) film.answer();
  await expect(films[1]).resolves.toMatchObject({ film: { columns: 1 } });
  expect(second.closed).toBe(true);
});

it("closes both, and what waits in either is cancelled", async () => {
  const { lanes, first, second } = await lanesOf();
  await longQueue(lanes, first);
  const films = ["a", "b"].map((path) => lanes.classify({ path }));
  const ended = Promise.allSettled(films);
  await settle();
  await lanes.close();
  expect(await ended).toMatchObject([
    { status: "rejected", reason: { code: "job/cancelled" } },
    { status: "rejected", reason: { code: "job/cancelled" } },
  ]);
  expect([first.closed, second.closed]).toEqual([true, true]);
});
