import { expect, test } from "vitest";
import { age, beside, date, dicomDate, moment, personName, probability, time } from "./format.ts";

test("names of PS3.5 6.2.1.1 are written as people write them", () => {
  // The standard's own examples.
  expect(personName("Adams^John Robert Quincy^^Rev.^B.A. M.Div.")).toBe(
    "Adams, John Robert Quincy Rev. B.A. M.Div.",
  );
  expect(personName("Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer")).toBe(
    "Morrison-Jones, Susan Ph.D., Chief Executive Officer",
  );
  expect(personName("Yamada^Tarou=山田^太郎=やまだ^たろう")).toBe("Yamada, Tarou (山田 太郎)");
  expect(personName("=山田^太郎")).toBe("山田 太郎");
  expect(personName("PHANTOM^ONE")).toBe("PHANTOM, ONE");
  expect(personName("")).toBe("");
});

test("ages, dates and times of PS3.5 6.2 are shortened; what is not of the standard stays", () => {
  expect([age("005Y"), age("018M"), age("003W"), age("010D")]).toEqual(["5 y", "18 m", "3 w", "10 d"]);
  expect([age("81"), age(""), age("5 years")]).toEqual(["81", "", "5 years"]);
  expect([date("20261124"), date("2026.11.24"), date("2026")]).toEqual(["2026-11-24", "2026-11-24", "2026"]);
  expect([time("093015.25"), time("0930"), time("09:30:15"), time("")]).toEqual([
    "09:30",
    "09:30",
    "09:30",
    "",
  ]);
});

test("a committed moment is read at the wall clock of its place", () => {
  // 06:31 UTC is 09:31 in Istanbul and, the evening before, 22:31 in Los Angeles.
  expect(moment("2026-11-24T06:31:00.000Z", "+03:00")).toBe("2026-11-24 09:31");
  expect(moment("2026-11-24T06:31:00.000Z", "-08:00")).toBe("2026-11-23 22:31");
  expect(moment("2026-11-24T06:31:00.000Z", "+05:30")).toBe("2026-11-24 12:01");
  expect(moment("2026-11-24T06:31:00.000Z", "")).toBe("2026-11-24 06:31 UTC");
});

test("local days are those of the clock on the wall", () => {
  expect(dicomDate(new Date(2026, 0, 5, 23, 59))).toBe("20260105");
});

test("a probability is never rounded onto certainty", () => {
  expect([probability(0.884), probability(0), probability(1)]).toEqual(["0.88", "0.00", "1.00"]);
  expect([probability(0.004), probability(0.996)]).toEqual(["<0.01", ">0.99"]);
});

test("a probability and its threshold never look equal where they are not", () => {
  expect(beside(0.88, 0.48)).toEqual({ probability: "0.88", threshold: "0.48" });
  // 0.4784 is below 0.4811, though both round to 0.48.
  expect(beside(0.4784, 0.4811)).toEqual({ probability: "0.478", threshold: "0.481" });
  expect(beside(0.5, 0.5)).toEqual({ probability: "0.50", threshold: "0.50" });
});
