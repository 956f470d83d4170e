import { expect, test } from "vitest";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";

const phantom = drawPhantom({ seed: 1, rows: 96, columns: 96, bits: 8 });
const film = (number: number): Uint8Array =>
  phantomDicom(phantom, {
    patientId: "SECRET-7",
    override: {
      StudyInstanceUID: "1.2.1",
      SeriesInstanceUID: "1.2.1.1",
      SOPInstanceUID: `1.2.1.1.${number}`,
    },
  });
const draft = { finding: "pneumonia", confidence: null, note: "" } as const;
const picture = { studyUid: "1.2.1", filmId: "1.2.1.1.1", format: "png", marks: true, patientText: false };

test("films that are exported together stay one study without their patient, and each export is recorded", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": film(1), "2.dcm": film(2) });
  const one = await desk.ask("export.dicom", { filmId: "1.2.1.1.1" });
  const two = await desk.ask("export.dicom", { filmId: "1.2.1.1.2" });
  const studyOf = (bytes: Uint8Array): string =>
    /2\.25\.\d+/.exec(
      Buffer.from(bytes).toString("latin1").split("\u0020\u0000\u000d\u0000UI")[1] ?? "",
    )?.[0] ?? "";
  expect(studyOf(one.bytes)).toMatch(/^2\.25\.\d+$/);
  expect(studyOf(one.bytes)).toBe(studyOf(two.bytes));
  expect(one.fileName).not.toBe(two.fileName);
  expect(one.burnedIn).toBe("yes");
  for (const { bytes } of [one, two]) {
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/SECRET|PHANTOM|1\.2\.1\.1/);
  }
  await expect(desk.ask("export.dicom", { filmId: "9.9" })).rejects.toThrow(
    expect.objectContaining({ code: "library/no-such-film" }),
  );
});

test("no picture with a heat map leaves before the read is committed", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": film(1) });
  await desk.ask("export.picture", { ...picture, heatMap: false });
  await expect(desk.ask("export.picture", { ...picture, heatMap: true })).rejects.toThrow(
    expect.objectContaining({ code: "panel/sealed" }),
  );
  await desk.ask("read.commit", { studyUid: "1.2.1", draft });
  await desk.ask("export.picture", { ...picture, heatMap: true });
  await expect(desk.ask("export.picture", { ...picture, studyUid: "2.2", heatMap: false })).rejects.toThrow(
    expect.objectContaining({ code: "library/no-such-film" }),
  );
});
