import { expect, test } from "vitest";
import { ageAtStudy } from "./age.ts";

test("the header's age comes first, in the standard's form or as it is found", () => {
  expect(ageAtStudy({ patientAge: "005Y", patientBirthDate: "19700101", studyDate: "20200101" })).toBe(
    "005Y",
  );
  expect(ageAtStudy({ patientAge: "81" })).toBe("081Y");
  expect(ageAtStudy({ patientAge: "18m" })).toBe("018M");
  expect(ageAtStudy({ patientAge: " 003W " })).toBe("003W");
});

test.each([
  // Birthday on the day of the study: 5 completed years; one day before it: 4.
  ["20150602", "20200602", "005Y"],
  ["20150602", "20200601", "004Y"],
  // 2 years less a day: 23 completed months; on the day: 2 years.
  ["20180310", "20200309", "023M"],
  ["20180310", "20200310", "002Y"],
  // On 31 January no completed month yet, on 1 February one.
  ["20200101", "20200131", "000M"],
  ["20200101", "20200201", "001M"],
  // Born on 29 February, seen on 28 February: the month is not complete.
  ["20200229", "20210228", "011M"],
  // ACR-NEMA writes dots.
  ["1950.05.05", "20200505", "070Y"],
])("born %s, study %s: %s", (patientBirthDate, studyDate, age) => {
  expect(ageAtStudy({ patientBirthDate, studyDate })).toBe(age);
});

test.each([
  [{ patientBirthDate: "20200101" }],
  [{ studyDate: "20200101" }],
  [{ patientBirthDate: "20210101", studyDate: "20200101" }],
  [{ patientBirthDate: "20200230", studyDate: "20210101" }],
  [{ patientAge: "old", patientBirthDate: "0", studyDate: "20210101" }],
  [{ patientAge: "-5Y" }],
])("%o gives no age", (header) => {
  expect(ageAtStudy(header)).toBe("");
});

test("an age that is not one falls back to the birth date", () => {
  expect(ageAtStudy({ patientAge: "?", patientBirthDate: "19500505", studyDate: "20200505" })).toBe("070Y");
});
