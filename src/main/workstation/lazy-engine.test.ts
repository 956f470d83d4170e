import { expect, test } from "vitest";
import { AppError } from "../../core/base/errors.ts";
import { LazyEngine } from "./lazy-engine.ts";
import type { ScriptedEngine } from "./testing/workstation.ts";

/** A start that takes until its signal, and how often it was begun. */
function endless() {
  const begun: AbortSignal[] = [];
  const start = (signal: AbortSignal): Promise<ScriptedEngine> => {
    begun.push(signal);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(new AppError("job/cancelled")));
    });
  };
  return { begun, start };
}

test("an engine that is closed while it starts is not waited for, and starts no more", async () => {
  const { begun, start } = endless();
  const engine = new LazyEngine(start);
  const waiting = expect(engine.get()).rejects.toMatchObject({ code: "job/cancelled" });
  await engine.close();
  await waiting;
  await expect(engine.get()).rejects.toMatchObject({ code: "job/cancelled" });
  expect(begun).toHaveLength(1);
});

test("an engine that is renewed while it starts begins once more", async () => {
  const { begun, start } = endless();
  const engine = new LazyEngine(start);
  const first = expect(engine.get()).rejects.toMatchObject({ code: "job/cancelled" });
  await engine.renew();
  await first;
  const second = expect(engine.get()).rejects.toMatchObject({ code: "job/cancelled" });
  expect(begun.map(({ aborted }) => aborted)).toEqual([true, false]);
  await engine.close();
  await second;
});
