import { z } from "zod";
import { reportTemplates } from "../../core/second-read/report-template.ts";
import { departmentRules, usualRules, type DepartmentRules } from "../../core/second-read/rules.ts";
import type { StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import { recordAudit } from "./audit.ts";
import type { Transact } from "./film-writes.ts";
import { requireAdministrator } from "./readers.ts";
import { json } from "./rows.ts";
import type { Statements } from "./statements.ts";

/** What the department has decided; the usual rules where it has not. */
export function rulesOf(statements: Statements): DepartmentRules {
  const found = statements.get(
    "department.rules",
    "SELECT value FROM department WHERE name = 'rules'",
    z.object({ value: json(departmentRules) }),
  );
  return found?.value ?? usualRules;
}

export const ruleReads = (statements: Statements): Pick<StudyReads, "rules" | "reportTemplates"> => ({
  rules: () => rulesOf(statements),
  reportTemplates: () =>
    statements.get(
      "department.report-templates",
      "SELECT value FROM department WHERE name = 'report-templates'",
      z.object({ value: json(reportTemplates) }),
    )?.value ?? null,
});

/** Only an administrator changes the rules; what was changed from and to stands in the audit record. */
export const ruleWrites = (
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "saveRules" | "saveReportTemplates"> => ({
  saveRules: ({ rules, reader, at }) =>
    transact(() => {
      requireAdministrator(statements, reader);
      const before = rulesOf(statements);
      statements.run(
        "department.rules-keep",
        `INSERT INTO department (name, value) VALUES ('rules', :value)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        { value: JSON.stringify(rules) },
      );
      const details = { from: JSON.stringify(before), to: JSON.stringify(rules) };
      recordAudit(
        statements,
        { at, reader, action: "rules.change", subject: "department", details },
        "record",
      );
    }),

  saveReportTemplates: ({ templates, reader, at }) =>
    transact(() => {
      requireAdministrator(statements, reader);
      if (templates === null) {
        statements.run(
          "department.report-templates-drop",
          "DELETE FROM department WHERE name = 'report-templates'",
        );
      } else {
        statements.run(
          "department.report-templates-keep",
          `INSERT INTO department (name, value) VALUES ('report-templates', :value)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          { value: JSON.stringify(templates) },
        );
      }
      const details = { to: JSON.stringify(templates) };
      recordAudit(
        statements,
        { at, reader, action: "report.templates", subject: "department", details },
        "record",
      );
    }),
});
