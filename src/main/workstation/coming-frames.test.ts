import { afterEach, expect, it, vi } from "vitest";
import type { FilmId } from "../../core/base/ids.ts";
import type { DecodedFrame } from "../inference/engine-messages.ts";
import { ComingFrames } from "./coming-frames.ts";

const film = (name: string): FilmId => name as FilmId;
const decoded = (name: string): DecodedFrame => ({ rows: name.length }) as DecodedFrame;

afterEach(() => {
  vi.useRealTimers();
});

it("hands each of several films its own frame over, once", async () => {
  const coming = new ComingFrames();
  const decode = vi.fn((name: string) => Promise.resolve(decoded(name)));
  coming.begin(film("left"), 0, () => decode("left"));
  coming.begin(film("left"), 0, () => decode("left"));
  coming.begin(film("right"), 0, () => decode("right"));
  expect(decode).toHaveBeenCalledTimes(2);
  expect(await coming.take(film("left"), 0)).toEqual(decoded("left"));
  expect(await coming.take(film("right"), 0)).toEqual(decoded("right"));
  expect(coming.take(film("left"), 0)).toBeNull();
  expect(coming.take(film("right"), 1)).toBeNull();
});

it("lets go of what nobody asked for, and of what could not be decoded", async () => {
  vi.useFakeTimers();
  const coming = new ComingFrames();
  coming.begin(film("left"), 0, () => Promise.resolve(decoded("left")));
  coming.begin(film("right"), 0, () => Promise.reject(new Error("no memory")));
  await vi.advanceTimersByTimeAsync(1);
  expect(coming.take(film("right"), 0)).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(coming.take(film("left"), 0)).toBeNull();
});
