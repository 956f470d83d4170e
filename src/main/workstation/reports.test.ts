import { expect, test } from "vitest";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { ScriptedEngine, secret, testWorkstation } from "./testing/workstation.ts";

const phantom = drawPhantom({ seed: 1, rows: 96, columns: 96, bits: 8 });
const film = phantomDicom(phantom, {
  patientId: "P-7",
  override: { StudyInstanceUID: "1.2.1", SeriesInstanceUID: "1.2.1.1", SOPInstanceUID: "1.2.1.1.1" },
});
const draft = { finding: "no-pneumonia", confidence: null, note: "" } as const;
/** A JPEG of 8 x 8 grey pixels, made by libjpeg (Pillow). */
const jpeg =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAIAAgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z";
const picture = { filmId: "1.2.1.1.1", jpeg, marks: false, heatMap: null };
const report = { studyUid: "1.2.1", template: "Report" };

test("no report is made of a read that is not committed, and none shows a panel that is sealed", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": film });
  await desk.until(async () => (await desk.ask("worklist.list", {})).rows[0]?.panel === "done");
  await desk.ask("read.saveDraft", { studyUid: "1.2.1", draft });
  for (const [name, payload] of [
    ["read.report", report],
    ["read.reportPdf", { ...report, picture }],
    ["read.reportPdf", { ...report, picture: { ...picture, heatMap: "mobilenetv2" } }],
  ] as const) {
    await expect(desk.ask(name, payload)).rejects.toThrow(
      expect.objectContaining({ code: "read/not-committed" }),
    );
  }
  expect(desk.replies.join("")).not.toContain(String(secret.probability));

  await desk.ask("read.commit", { studyUid: "1.2.1", draft });
  const { text } = await desk.ask("read.report", report);
  expect(text).toContain(`MobileNetV2 1.0.0: ${secret.probability.toFixed(2)}`);
  expect(text).toContain("are an aid");
  const { fileName, bytes } = await desk.ask("read.reportPdf", {
    ...report,
    picture: { ...picture, heatMap: "mobilenetv2" },
  });
  expect(fileName).toBe("report.pdf");
  expect(Buffer.from(bytes).toString("latin1")).toMatch(/^%PDF-/);
  await expect(
    desk.ask("read.reportPdf", { ...report, picture: { ...picture, filmId: "9.9" } }),
  ).rejects.toThrow(expect.objectContaining({ code: "library/no-such-film" }));
});

test("the department's templates are kept, refused where they are not sound, and taken back", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  await desk.importAll({ "1.dcm": film });
  await desk.ask("read.commit", { studyUid: "1.2.1", draft });
  expect(await desk.ask("report.templates", {})).toMatchObject({
    own: false,
    templates: [{ name: "Report" }, { name: "Impression" }],
  });
  await expect(
    desk.ask("report.setTemplates", { templates: [{ name: "Ours", text: "{panel}" }] }),
  ).rejects.toThrow(expect.objectContaining({ code: "report/no-aid" }));
  await desk.ask("report.setTemplates", { templates: [{ name: "Ours", text: "{patient}: {finding}" }] });
  const { text } = await desk.ask("read.report", { studyUid: "1.2.1", template: "Ours" });
  expect(text).toMatch(/P-7.*: no\n$/);
  await expect(desk.ask("read.report", report)).rejects.toThrow(
    expect.objectContaining({ code: "report/no-such-template" }),
  );
  expect(await desk.ask("report.setTemplates", { templates: null })).toMatchObject({ own: false });
});
