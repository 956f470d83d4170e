import { expect, test } from "vitest";
import type { AuditRow } from "../../core/api.ts";
import { inLanguage } from "../../core/base/language.ts";
import { readerId } from "../../core/base/ids.ts";
import { usualRules } from "../../core/second-read/rules.ts";
import { detailsText, subjectText } from "./details.ts";

const row = (action: AuditRow["action"], details: AuditRow["details"], subject = "1.2"): AuditRow => ({
  number: 1,
  at: { utc: "2026-11-24T09:30:00.000Z", offset: "+03:00" },
  reader: readerId("dr-one"),
  action,
  subject,
  details,
  withheld: false,
});
const names = { "dr-two": "Dr Two" };
const flag = row("read.flag", { of: "dr-two", kind: "possible-miss" });
const read = row("read.commit", { finding: "no-pneumonia", confidence: "low", marks: 2, mode: "ai-first" });

test("a row's details are said in words, values and names alike", () => {
  expect(detailsText(flag, names)).toBe("whose read: Dr Two, kind: possible miss");
  expect(detailsText(read, names)).toBe("finding: no pneumonia, how sure: low, marks: 2, mode: AI-first");
  expect(detailsText(row("mark.save", { kind: "key", changed: false }), names)).toBe(
    "kind: key image, changed: no",
  );
  expect(detailsText(row("film.classify", { state: "done", networks: "cnn" }), names)).toBe(
    "state: ready, networks: cnn",
  );
  // What was not said is left out.
  const ended = row("library.import", { state: "done", imported: 3, source: "" });
  expect(detailsText(ended, names)).toBe("state: done, imported: 3");
  expect(subjectText(row("audit.open", {}, "audit"), names)).toBe("the audit record");
  expect(subjectText(row("reader.add", {}, "dr-two"), names)).toBe("Dr Two");
  expect(subjectText(read, names)).toBe("1.2");
});

test("in Turkish nothing of it stays English", () => {
  const said = inLanguage("tr", () =>
    [flag, read, { ...flag, details: {}, withheld: true }].map((one) => detailsText(one, names)),
  );
  expect(said).toEqual([
    "kimin okuması: Dr Two, tür: olası atlanmış bulgu",
    "bulgu: pnömoni yok, eminlik: düşük, işaretler: 2, biçim: önce yapay zekâ",
    "tetkiki okumanıza kadar gizli",
  ]);
});

test("a change of the rules says what changed, and nothing of what stayed", () => {
  const changed = {
    ...usualRules,
    mode: "triage" as const,
    flags: { ...usualRules.flags, missFrom: null },
    secondRead: { ...usualRules.secondRead, sample: 0.05 },
  };
  const details = { from: JSON.stringify(usualRules), to: JSON.stringify(changed) };
  expect(detailsText(row("rules.change", details, "department"), names)).toBe(
    "before the read: blinded → triage, possible miss from: 0.50 → off, random share: 0 % → 5 %",
  );
  expect(detailsText(row("rules.change", { ...details, to: details.from }), names)).toBe("nothing changed");
  const templates = JSON.stringify([{ name: "Short", text: "{finding} {aid}" }]);
  expect(detailsText(row("report.templates", { to: templates }), names)).toBe("Short");
  expect(detailsText(row("report.templates", { to: "null" }), names)).toBe("the usual ones");
});
