import { expect, test } from "vitest";
import { contentHash } from "../base/ids.ts";
import type { FilmAttributes } from "../dicom/film.ts";
import { filmRecord, localDigits } from "./film-record.ts";

const hash = contentHash("8bfe49e74e50d5b580fe4eb524f271237b5f9dab9de30ea5f179b82cb2bf5044");
const imported = { utc: "2026-11-24T22:30:15.250Z", offset: "+03:00" };
const record = (attributes: FilmAttributes, kind: "dicom" | "png" = "dicom") =>
  filmRecord({
    film: { kind, rows: 10, columns: 20, frames: 1, attributes },
    hash,
    bytes: 400,
    fileName: "chest.png",
    imported,
  });

test("local time is UTC and the offset, across midnight and west of Greenwich", () => {
  // 22:30:15 UTC + 3 h = 01:30:15 on the next day; - 5 h 30 = 17:00:15.
  expect(localDigits(imported)).toBe("20261125013015");
  expect(localDigits({ ...imported, offset: "-05:30" })).toBe("20261124170015");
});

test("a picture without a header stands under its file name, with UIDs of its content", () => {
  const { patient, study, series, film } = record({}, "png");
  expect(patient).toMatchObject({ patientId: "", name: "" });
  expect(study).toMatchObject({ description: "chest.png", date: "", listedAt: "20261125013015" });
  // The values of content-uid.test.ts.
  expect(study.uid).toBe("2.25.163991509618293270578882445163383181380");
  expect(series.uid).toBe("2.25.171461623242218208107801401167293124261");
  expect(film.id).toBe("2.25.186083033758014936172810797624193085731");
});

test("what the header says is kept as written", () => {
  const { patient, study, series, film } = record({
    sopInstanceUid: "1.2.3.1",
    seriesInstanceUid: "1.2.3",
    studyInstanceUid: "1.2",
    patientName: "PHANTOM^ÖNE",
    patientId: "P1",
    issuerOfPatientId: "CLINIC",
    patientBirthDate: "20210110",
    studyDate: "20260204",
    studyTime: "0930",
    accessionNumber: "A77",
    studyDescription: "Chest",
    viewPosition: "LL",
    seriesNumber: "2",
    instanceNumber: "x",
  });
  expect(patient).toMatchObject({ key: "CLINIC\\P1", name: "PHANTOM^ÖNE" });
  expect(study).toMatchObject({
    uid: "1.2",
    date: "20260204",
    time: "0930",
    listedAt: "20260204093000",
    patientAge: "005Y",
    description: "Chest",
    priority: "routine",
  });
  expect(series).toMatchObject({ uid: "1.2.3", number: 2 });
  expect(film).toMatchObject({ id: "1.2.3.1", frontal: false, number: null });
});

test("two patients without an ID are two patients", () => {
  const one = record({ studyInstanceUid: "1.2" }).patient.key;
  const other = record({ studyInstanceUid: "1.3" }).patient.key;
  expect(one).not.toBe(other);
});

test("a hostile header neither breaks a line nor grows without end", () => {
  const { patient } = record({ patientName: `A\u0000B\r\nC${"x".repeat(5000)}` });
  expect(patient.name.startsWith("A B C")).toBe(true);
  expect(patient.name).toHaveLength(1024);
  expect(() => record({ sopInstanceUid: "1".repeat(2000) })).toThrow(
    expect.objectContaining({ code: "film/bad-attribute" }),
  );
});
