import { expect, test } from "vitest";
import { studyUid } from "../base/ids.ts";
import { unread } from "../second-read/first-read.ts";
import { buildWorklistRow } from "./worklist-row.ts";

const study = {
  studyUid: studyUid("1.2"),
  patientName: "PHANTOM^ONE",
  patientId: "P1",
  patientSex: "F",
  patientAge: "004Y",
  studyDate: "20260204",
  studyTime: "0930",
  accessionNumber: "",
  description: "Chest",
  priority: "routine" as const,
};

test("a row sums up the films; a lateral film that is withheld does not hide the frontal one's state", () => {
  const row = buildWorklistRow(
    study,
    [
      { modality: "DX", view: "PA", frontal: true, state: "done", missing: false },
      { modality: "DX", view: "LL", frontal: false, state: "withheld", missing: true },
      { modality: "CR", view: "", frontal: true, state: "done", missing: false },
    ],
    unread,
    "none",
  );
  expect(row).toEqual({
    ...study,
    modality: "DX, CR",
    view: "PA, LL",
    films: 3,
    missing: 1,
    panel: "done",
    read: "unread",
    second: "none",
  });
});
