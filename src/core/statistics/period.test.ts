import { expect, it } from "vitest";
import { periodOf } from "./period.ts";

const at = (utc: string, offset = "+00:00") => ({ utc, offset });

it("a day is that of the wall clock", () => {
  expect(periodOf(at("2026-11-24T22:30:00.000Z", "+03:00"), "day")).toBe("2026-11-25");
  expect(periodOf(at("2026-11-24T02:30:00.000Z", "-05:00"), "day")).toBe("2026-11-23");
  expect(periodOf(at("2026-12-31T23:30:00.000Z", "+03:00"), "month")).toBe("2027-01");
});

// Weeks of `date -d ... +%G-W%V` (GNU coreutils).
it.each([
  ["2026-11-25", "2026-W48"],
  ["2026-12-31", "2026-W53"],
  ["2027-01-01", "2026-W53"],
  ["2027-01-04", "2027-W01"],
  ["2024-12-30", "2025-W01"],
  ["2023-01-01", "2022-W52"],
  ["2021-01-03", "2020-W53"],
])("the week of %s is %s", (day, week) => {
  expect(periodOf(at(`${day}T12:00:00.000Z`), "week")).toBe(week);
});
