import { expect, it } from "vitest";
import { ahead } from "./ahead.ts";

it("works on as many as told at once, and answers in order", async () => {
  const log: string[] = [];
  const gates = new Map<number, () => void>();
  const work = async (item: number): Promise<string> => {
    log.push(`begin ${item}`);
    await new Promise<void>((resolve) => gates.set(item, resolve));
    if (item === 3) throw new Error("three");
    return `done ${item}`;
  };
  const ends = ahead([1, 2, 3], 2, work);
  const one = ends.next();
  await expect.poll(() => log).toEqual(["begin 1", "begin 2"]);
  gates.get(2)?.();
  gates.get(1)?.();
  expect((await one).value).toEqual({ item: 1, end: { status: "fulfilled", value: "done 1" } });
  const two = ends.next();
  expect((await two).value).toEqual({ item: 2, end: { status: "fulfilled", value: "done 2" } });
  expect(log).toEqual(["begin 1", "begin 2", "begin 3"]);
  gates.get(3)?.();
  expect((await ends.next()).value).toMatchObject({ item: 3, end: { status: "rejected" } });
  expect((await ends.next()).done).toBe(true);
});

it("yields nothing of nothing, and passes on that the items failed", async () => {
  const never = () => Promise.reject(new Error("worked"));
  expect((await ahead([], 2, never).next()).done).toBe(true);
  const failing = async function* () {
    yield await Promise.reject<number>(new Error("no more items"));
  };
  await expect(ahead(failing(), 2, never).next()).rejects.toThrow("no more items");
});
