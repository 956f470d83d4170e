// Makes library-N.sqlite with the code of the release that brought schema N (4 and later):
//   git archive COMMIT src package.json | tar x -C CHECKOUT; ln -s NODE_MODULES CHECKOUT/node_modules
//   node make.mjs CHECKOUT N library-N.sqlite
// Commits: 4 aa37d33, 5 ed4e372, 6 c3a9ef4, 7 9e51e0f, 8 dbaa98c.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";

const [checkout = "", wanted = "", out = ""] = process.argv.slice(2);
const schema = Number(wanted);
const from = (path) => import(pathToFileURL(resolve(checkout, "src", path)).href);
const { openLibrary } = await from("main/store/library.ts");
const { hashOf, keepFilms } = await from("main/store/film-files.ts");
const { filmRecord } = await from("core/studies/film-record.ts");

const folder = mkdtempSync(join(tmpdir(), "overread-old-"));
const library = openLibrary(folder, () => undefined);
const at = (time) => ({ utc: `2026-11-24T${time}.000Z`, offset: "+03:00" });
const reader = "dr-one";

function add(text, imported, attributes) {
  const bytes = new TextEncoder().encode(text);
  const hash = hashOf(bytes);
  keepFilms(folder, library.session, [{ hash, bytes }]);
  const film = { kind: "dicom", rows: 4, columns: 5, frames: 1, attributes };
  const record = filmRecord({ film, hash, bytes: bytes.length, fileName: `${text}.dcm`, imported });
  const outcomes = library.write.addFilms({ films: [{ record, at: imported }] });
  if (outcomes.join() !== "added") throw new Error(outcomes.join());
  return record.film.id;
}

const one = {
  studyInstanceUid: "1.2.1",
  seriesInstanceUid: "1.2.1.1",
  seriesNumber: "1",
  patientId: "P1",
  patientName: "PHANTOM^ONE",
  patientBirthDate: "20210101",
  patientSex: "F",
  patientAge: "005Y",
  studyDate: "20260204",
  studyTime: "0930",
  accessionNumber: "A1",
  studyDescription: "Chest",
  modality: "DX",
  bodyPartExamined: "CHEST",
};
library.write.record({ at: at("06:29:00"), reader, action: "workstation.start", subject: "browser" });
const frontal = { viewPosition: "PA", instanceNumber: "1", sopInstanceUid: "1.2.1.1.1" };
const filmId = add("one", at("06:30:00"), { ...one, ...frontal });
const lateral = { viewPosition: "LL", instanceNumber: "2", sopInstanceUid: "1.2.1.1.2" };
add("two", at("06:30:01"), { ...one, ...lateral });
const plain = { modality: "CR", bodyPartExamined: "CHEST" };
add("three", at("06:31:00"), {
  ...plain,
  studyInstanceUid: "1.2.2",
  seriesInstanceUid: "1.2.2.1",
  sopInstanceUid: "1.2.2.1.1",
  patientId: "P2",
  patientName: "Müller^Ida",
  studyDate: "20250101",
  viewPosition: "AP",
});
add("four", at("06:32:00"), {
  ...plain,
  studyInstanceUid: "1.2.3",
  seriesInstanceUid: "1.2.3.1",
  sopInstanceUid: "1.2.3.1.1",
  patientId: "P3",
  patientName: "Wang^XiaoMing=王^小明",
  patientSex: "M",
  patientAge: "018M",
  accessionNumber: "A3",
  studyDescription: "Thorax",
});
const model = { id: "cnn", title: "CNN", version: "1.0.0", probability: 0.7, threshold: 0.5 };
const panel = {
  filmId,
  networks: "n",
  state: "done",
  check: null,
  models: [{ ...model, verdict: "pneumonia" }],
  agreement: null,
  heatMaps: [{ modelId: "cnn", rows: 1, columns: 2, values: new Float32Array([0, 1.5]) }],
  failures: [],
  own: { models: [], failures: [] },
  ms: { decode: 1, infer: 2 },
};
library.write.savePanel({ panel, reader, at: at("06:40:00") });
const more = schema < 5 ? {} : { zones: [], others: [] };
if (schema >= 5) {
  library.write.enrol({ reader, name: "One", at: at("06:50:00") });
  library.write.saveDraft({
    studyUid: "1.2.1",
    reader,
    at: at("06:59:00"),
    draft: { finding: "pneumonia", confidence: null, note: "", ...more },
  });
}
library.write.commitRead({
  studyUid: "1.2.1",
  reader,
  at: at("07:00:00"),
  networks: "n",
  draft: { finding: "pneumonia", confidence: "high", note: "left base", ...more },
});
library.write.saveDraft({
  studyUid: "1.2.2",
  reader,
  at: at("07:01:00"),
  draft: { finding: null, confidence: null, note: "draft", ...more },
});
library.write.setPriority({ studyUid: "1.2.3", priority: "stat", reader, at: at("07:02:00") });
if (schema >= 5) library.write.askSecondRead({ studyUid: "1.2.1", reader, at: at("07:03:00") });
if (schema >= 6) {
  add("five", at("06:33:00"), {
    ...plain,
    studyInstanceUid: "1.2.4",
    seriesInstanceUid: "1.2.4.1",
    sopInstanceUid: "1.2.4.1.1",
    patientId: "P4",
    patientName: "GONE^FOR GOOD",
  });
  library.write.deleteStudy({ studyUid: "1.2.4", films: 1, reader, at: at("07:04:00") });
}
if (schema >= 7) {
  const places = [{ study: "current", view: "any" }];
  const rules = [{ when: { films: "any", prior: "any" }, layout: "one", places }];
  library.write.saveHanging({ reader, rules });
}
library.close();

// Small pages, and no log beside the file.
const database = new DatabaseSync(join(folder, "library.sqlite"));
database.exec("PRAGMA journal_mode = DELETE; PRAGMA page_size = 512");
rmSync(resolve(out), { force: true });
database.exec("VACUUM");
database.exec(`VACUUM INTO '${resolve(out)}'`);
database.close();
rmSync(folder, { recursive: true });
