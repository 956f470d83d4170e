import { describe, expect, it } from "vitest";
import { ageOn, readAge } from "./patient-age.ts";

describe("Patient's Age", () => {
  it.each([
    // PS3.5 6.2, AS: nnnD, nnnW, nnnM, nnnY; "018M" is the standard's own example for 18 months
    ["018M", 1, 18, "month"],
    ["005Y", 5, 5, "year"],
    ["058Y", 58, 58, "year"],
    ["010D", 0, 10, "day"],
    ["003W", 0, 3, "week"],
    ["071M", 5, 71, "month"],
    ["072M", 6, 72, "month"],
    // 400 days are 1.1 years, 400 weeks 7.7
    ["400D", 1, 400, "day"],
    ["400W", 7, 400, "week"],
    // as found
    ["81", 81, 81, "year"],
    ["5y", 5, 5, "year"],
    [" 004Y ", 4, 4, "year"],
  ])("reads %j", (text, years, count, unit) => {
    expect(readAge(text)).toEqual({ years, count, unit });
  });

  it.each([undefined, "", "Y", "old", "-5", "1000Y", "999Y", "5.5", "005X"])("does not read %j", (text) => {
    expect(readAge(text)).toBeNull();
  });
});

describe("age by birth date", () => {
  it.each([
    ["19400305", "20040826", 64, 64, "year"],
    // the day before the sixth birthday, and that day
    ["20140422", "20200421", 5, 5, "year"],
    ["20140422", "20200422", 6, 6, "year"],
    ["20190131", "20200229", 1, 12, "month"],
    ["2019.06.01", "2020-01-15", 0, 7, "month"],
    ["20200101", "20200101", 0, 0, "month"],
  ])("%s to %s", (born, seen, years, count, unit) => {
    expect(ageOn(born, seen)).toEqual({ years, count, unit });
  });

  it.each([
    [undefined, "20200101"],
    ["20200101", undefined],
    ["20200102", "20200101"],
    ["18000101", "20200101"],
    ["20200230", "20210101"],
    ["2020", "20210101"],
  ])("%j to %j is not known", (born, seen) => {
    expect(ageOn(born, seen)).toBeNull();
  });
});
