import { expect, it } from "vitest";
import {
  asPercent,
  calendarDate,
  decimal,
  percent,
  plain,
  power,
  significant,
  small,
  typedDate,
  whole,
} from "./figures.ts";
import { inLanguage } from "./language.ts";

const turkish = <T>(make: () => T): T => inLanguage("tr", make);

it("writes English figures with a point, grouped counts with commas, and the percent sign behind", () => {
  expect([decimal(0.9364, 2), decimal(12345.6, 1), whole(12345), plain(0.2), percent(0.968, 1)]).toEqual([
    "0.94",
    "12345.6",
    "12,345",
    "0.2",
    "96.8 %",
  ]);
  expect([significant(0.05, 4), power(0.0000012), power(0)]).toEqual(["0.05000", "1.2 × 10⁻⁶", "0"]);
  expect(calendarDate("2026", "11", "24")).toBe("2026-11-24");
});

// The Turkish Language Association's rules: decimal comma, full stop between thousands, percent sign before the number.
it("writes Turkish figures with a comma, grouped counts with full stops, and the percent sign before", () => {
  expect(
    turkish(() => [decimal(0.9364, 2), decimal(12345.6, 1), whole(12345), plain(0.2), percent(0.968, 1)]),
  ).toEqual(["0,94", "12345,6", "12.345", "0,2", "%96,8"]);
  expect(turkish(() => [asPercent("10–20"), power(0.0000012), calendarDate("2026", "11", "24")])).toEqual([
    "%10–20",
    "1,2 × 10⁻⁶",
    "24.11.2026",
  ]);
});

it("rounds to the same figure in every language, also where binary fractions lie just below a half", () => {
  // 1.005 is 1.00499999999999989... in binary.
  expect([decimal(1.005, 2), turkish(() => decimal(1.005, 2))]).toEqual(["1.00", "1,00"]);
  expect(decimal(Number.NaN, 2)).toBe("NaN");
});

// The Gregorian calendar: 2000 is a leap year, 1900 is not.
it("reads the days that people type, in both languages, and no day that is in no calendar", () => {
  for (const text of ["2026-11-04", "2026-11-4", "20261104", "4.11.2026", " 04.11.2026 "])
    expect(typedDate(text), text).toBe("2026-11-04");
  expect([typedDate("29.2.2000"), typedDate("1900-02-29")]).toEqual(["2000-02-29", null]);
  for (const text of ["", "2026", "2026-13-01", "2026-04-31", "11/04/2026", "0.1.2026", "0050-01-01"])
    expect(typedDate(text), text).toBeNull();
});

it("writes small letters as the language does", () => {
  expect(turkish(() => small("İNCE ISI"))).toBe("ince ısı");
  expect(small("Plain I")).toBe("plain i");
});
