import { expect, it } from "vitest";
import { WrongAttempts, type Answer } from "./wrong-attempts.ts";

const heldFor = (answer: Answer): number => (answer === "turned-away" ? NaN : answer.heldFor);

it("answers a few wrong attempts at once, then each later than the one before, and forgets after a quiet minute", () => {
  let now = 1_000_000;
  const attempts = new WrongAttempts(() => now);
  const waits = Array.from({ length: 10 }, () => heldFor(attempts.wrong()));
  expect(waits).toEqual([0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 4000]);
  now += 59_000;
  expect(heldFor(attempts.wrong())).toBe(4000);
  now += 61_000;
  expect(heldFor(attempts.wrong())).toBe(0);
});

it("turns away what comes while many answers are held back, and takes attempts again after they were given", () => {
  const attempts = new WrongAttempts(() => 1);
  for (let free = 0; free < 5; free++) attempts.wrong();
  expect(attempts.becameMany).toBe(false);
  attempts.wrong();
  expect(attempts.becameMany).toBe(true);
  for (let held = 1; held < 16; held++) expect(attempts.wrong()).not.toBe("turned-away");
  expect(attempts.wrong()).toBe("turned-away");
  attempts.released();
  expect(attempts.wrong()).not.toBe("turned-away");
});
