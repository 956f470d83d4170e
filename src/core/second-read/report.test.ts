import { expect, test } from "vitest";
import type { FilmAnswer, WorklistRow } from "../api.ts";
import { inLanguage } from "../base/language.ts";
import { filmId, modelId, studyUid } from "../base/ids.ts";
import { emptyDraft, type Read } from "./read.ts";
import { reportText } from "./report.ts";
import { soundTemplates, usualTemplates, type ReportTemplate } from "./report-template.ts";

const at = { utc: "2026-11-24T09:30:00.000Z", offset: "+03:00" };
const row = {
  studyUid: studyUid("1.2"),
  patientName: "PHANTOM^ONE",
  patientId: "P-1",
  patientSex: "F",
  patientAge: "004Y",
  studyDate: "20261124",
  studyTime: "091500",
  accessionNumber: "A1",
  modality: "DX",
  view: "AP",
} as WorklistRow;
const read: Read = {
  draft: {
    ...emptyDraft,
    finding: "no-pneumonia",
    confidence: "high",
    zones: ["left-lower"],
    others: ["tube-or-line"],
    note: "Clear.",
  },
  committed: at,
  mode: "blinded",
  addenda: [{ text: "Seen again.", at }],
};
const film: FilmAnswer = {
  filmId: filmId("1.2.3"),
  state: "done",
  check: { verdict: "warn", reasons: ["This is an adult."] },
  models: [
    {
      id: modelId("cnn"),
      title: "CNN",
      version: "1.0.0",
      probability: 0.81,
      threshold: 0.5,
      verdict: "pneumonia",
    },
  ],
  agreement: {
    verdict: "pneumonia",
    votes: 1,
    of: 1,
    level: "unanimous",
    probability: 0.81,
    threshold: 0.57,
  },
  heatMaps: [],
  failures: [],
  own: { models: [], failures: [] },
};
const parts = {
  row,
  reader: "Dr One",
  read,
  settled: { finding: "pneumonia" as const },
  films: [film],
  version: "0.1.0",
};

const [full, impression] = usualTemplates() as [ReportTemplate, ReportTemplate];

test("a report says who read what and when, what the panel's networks said in which version, and that they are an aid", () => {
  expect(reportText(parts, full)).toBe(`CHEST FILM, READ
Patient: PHANTOM, ONE, P-1, 4 y, F
Study: 2026-11-24 09:15 DX AP
Accession: A1
Read by: Dr One, 2026-11-24 12:30 (+03:00)

Pneumonia: no
How sure: high
Where: left lower
Other findings: tube or line
Note: Clear.
Addendum, 2026-11-24 12:30 (+03:00): Seen again.
Final answer: yes

Panel: pneumonia likely (probability 0.81, pneumonia from 0.57)
  CNN 1.0.0: 0.81, pneumonia from 0.50
  Film check: This is an adult.

Overread 0.1.0 and its networks are an aid, not a cleared medical device. They know children of 1 to 5 years at one hospital. The read is the radiologist's.
`);
});

test("a report is in the language that is asked for, with its dates and figures", () => {
  const turkish = inLanguage("tr", () => reportText(parts, usualTemplates()[0] as ReportTemplate));
  for (const line of [
    "Hasta: PHANTOM, ONE, P-1, 4 y, F",
    "Tetkik: 24.11.2026 09:15 DX AP",
    "Okuyan: Dr One, 24.11.2026 12:30 (+03:00)",
    "Pnömoni: yok",
    "Güven: yüksek",
    "Yer: sol alt",
    "Diğer bulgular: tüp veya kateter",
    "Not: Clear.",
    "Ek rapor, 24.11.2026 12:30 (+03:00): Seen again.",
    "Panel: pnömoni olası (olasılık 0,81, pnömoni eşiği 0,57)",
  ])
    expect(turkish.split("\n")).toContain(line);
});

test("a withheld panel shows no number, and the impression alone none at all", () => {
  const withheld = { ...film, state: "withheld" as const, agreement: null, models: [] };
  expect(reportText({ ...parts, films: [withheld] }, full)).toContain("Panel: withheld by the film check\n");
  expect(reportText(parts, impression)).not.toMatch(/0\.81|CNN|PHANTOM/);
});

test("while the panel is sealed nothing of it stands in any template's report", () => {
  for (const template of usualTemplates())
    expect(reportText({ ...parts, films: null }, template)).not.toMatch(/0\.81|CNN|Panel|adult/);
});

test("a department's template is filled field by field, and lines whose fields are empty are left out", () => {
  const template = {
    name: "Ours",
    text: "{reader} ({mode})\n\n{final}{accession}\n\nWhere: {where}\nNote: {note}",
  };
  const bare = { ...parts, read: { ...read, draft: { ...read.draft, note: " " } }, settled: null };
  expect(reportText({ ...bare, row: { ...row, accessionNumber: "" } }, template)).toBe(
    "Dr One, 2026-11-24 12:30 (+03:00) (read blinded)\n\nWhere: left lower\n",
  );
});

test("what a reader typed is never taken for a field", () => {
  const typed = { ...parts, read: { ...read, draft: { ...read.draft, note: "{panel} $& $1" } } };
  expect(reportText(typed, impression)).toContain("Note: {panel} $& $1\n");
});

test.each([
  ["report/unknown-field", [{ name: "A", text: "{patint}" }]],
  ["report/no-aid", [{ name: "A", text: "{panel}" }]],
  [
    "report/name-twice",
    [
      { name: "A", text: "{note}" },
      { name: "A", text: "{finding}" },
    ],
  ],
])("templates are refused: %s", (code, templates) => {
  expect(() => soundTemplates(templates)).toThrow(expect.objectContaining({ code }));
  expect(soundTemplates(usualTemplates())).toEqual(usualTemplates());
});
