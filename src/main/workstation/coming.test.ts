import { afterEach, expect, it, vi } from "vitest";
import { Coming } from "./coming.ts";

afterEach(() => {
  vi.useRealTimers();
});

it("hands over what each of several names stands for, once", async () => {
  const coming = new Coming<number>();
  const make = vi.fn((name: string) => Promise.resolve(name.length));
  coming.begin("left", () => make("left"));
  coming.begin("left", () => make("left"));
  coming.begin("right", () => make("right"));
  expect(make).toHaveBeenCalledTimes(2);
  expect(await coming.take("left")).toBe(4);
  expect(await coming.take("right")).toBe(5);
  expect(coming.take("left")).toBeNull();
  expect(coming.take("neither")).toBeNull();
});

it("lets go of what nobody asked for, and of what could not be made", async () => {
  vi.useFakeTimers();
  const coming = new Coming<number>();
  coming.begin("left", () => Promise.resolve(1));
  coming.begin("right", () => Promise.reject(new Error("no memory")));
  await vi.advanceTimersByTimeAsync(1);
  expect(coming.take("right")).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(coming.take("left")).toBeNull();
});
