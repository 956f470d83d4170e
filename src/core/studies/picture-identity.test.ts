import { expect, test } from "vitest";
import { isDay, pictureAttributes, pictureIdentity, studyOfPicture } from "./picture-identity.ts";

const nobody = { patientName: "", patientId: "", birthDate: "", sex: "", studyDate: "", view: "" };

test("days are those of the calendar, with or without dashes", () => {
  // 2024 was a leap year, 2100 will be none.
  expect(["20240229", "20261231"].every(isDay)).toBe(true);
  expect(["20230229", "21000229", "20261301", "20260100", "2026", "17991231", "2026-02-04"].some(isDay)).toBe(
    false,
  );
  expect(pictureIdentity.parse({ ...nobody, studyDate: "2026-02-04" }).studyDate).toBe("20260204");
  expect(pictureIdentity.safeParse({ ...nobody, birthDate: "04.02.2026" }).success).toBe(false);
});

test("sex and view are the standard's words, names hold no separator and no control character", () => {
  expect(pictureIdentity.parse({ ...nobody, sex: " f", view: "ap " })).toMatchObject({
    sex: "F",
    view: "AP",
  });
  for (const wrong of [{ sex: "W" }, { view: "OBLIQUE" }, { patientName: "a\\b" }, { patientId: "a\nb" }])
    expect(pictureIdentity.safeParse({ ...nobody, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
});

test("pictures are one study by patient and day alone; what is not said stays unsaid", () => {
  const one = pictureIdentity.parse({ ...nobody, patientId: "P1", studyDate: "20260204", view: "PA" });
  expect(studyOfPicture(one)).toBe(studyOfPicture({ ...one, view: "LL" }));
  expect(studyOfPicture({ ...one, patientId: "P2" })).not.toBe(studyOfPicture(one));
  expect(studyOfPicture({ ...one, studyDate: "" })).toBeNull();
  expect(studyOfPicture({ ...one, patientId: "" })).toBeNull();
  expect(pictureAttributes(one)).toEqual({ patientId: "P1", studyDate: "20260204", viewPosition: "PA" });
});
