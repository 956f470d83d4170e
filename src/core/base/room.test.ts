import { expect, it } from "vitest";
import { Room } from "./room.ts";

it("gives the same memory again, and more where more is asked for", () => {
  const room = Room.own();
  const large = room.take(1000);
  const small = room.takeFloats(100);
  expect([large.length, small.length]).toEqual([1000, 100]);
  expect(small.buffer).toBe(large.buffer);
  expect(room.take(1001).buffer).not.toBe(large.buffer);
});

it("keeps no more than 64 MiB", () => {
  const room = Room.own();
  const most = room.take(64 * 1024 ** 2);
  const more = room.take(64 * 1024 ** 2 + 1);
  expect(more.length).toBe(64 * 1024 ** 2 + 1);
  expect(room.take(1).buffer).toBe(most.buffer);
});
