import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { worklistRow } from "../../core/api.ts";
import { smallFilm } from "../ingest/testing/films.ts";
import { jsonLines, overread } from "./testing/overread.ts";

let folder: string;
const study = (number: number, name: string, date: string): Uint8Array =>
  smallFilm({
    StudyInstanceUID: `1.2.${number}`,
    SeriesInstanceUID: `1.2.${number}.1`,
    SOPInstanceUID: `1.2.${number}.1.1`,
    PatientID: `P${number}`,
    PatientName: name,
    StudyDate: date,
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "overread worklist "));
  writeFileSync(join(folder, "1.dcm"), study(1, "PHANTOM^ADA", "20260101"));
  writeFileSync(join(folder, "2.dcm"), study(2, "PHANTOM^BEN", "20260102"));
  writeFileSync(join(folder, "3.dcm"), study(3, "PHANTOM^CAN", "20260103"));
  await overread(["import", "1.dcm", "2.dcm", "3.dcm", "--library", "library"], { cwd: folder });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const list = async (...args: readonly string[]) =>
  jsonLines(await overread(["worklist", "--library", "library", "--json", ...args], { cwd: folder }));

it("lists one object per study, newest first, found and counted as asked", async () => {
  const all = await list();
  expect(all.map((row) => row["studyUid"])).toEqual(["1.2.3", "1.2.2", "1.2.1"]);
  // The networks have not looked at them yet; the row says so and holds nothing else of them.
  expect(all[0]).toMatchObject({ read: "unread", panel: "pending", priority: "routine", films: 1 });
  expect(Object.keys(all[0] ?? {}).sort()).toEqual(Object.keys(worklistRow.shape).sort());
  const some = await list("--search", "phantom", "--limit", "2", "--status", "pending");
  expect(some.map((row) => row["patientName"])).toEqual(["PHANTOM^CAN", "PHANTOM^BEN"]);
}, 120_000);

it("is wrong usage with a status that is none, and makes no library where there is none", async () => {
  const wrong = await overread(["worklist", "--status", "lost"], { cwd: folder });
  expect(wrong).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining('"lost" is none of unread'),
  });
  const none = await overread(["worklist", "--library", "nowhere"], { cwd: folder });
  expect(none).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("There is no library at"),
  });
});
