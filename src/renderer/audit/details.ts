import type { AuditRow } from "../../core/api.ts";
import { decimal, percent, plain, small } from "../../core/base/figures.ts";
import { auditDetails as words } from "../../core/base/messages/audit-details.ts";
import { marks } from "../../core/base/messages/marks.ts";
import { queueWords, rulesWords } from "../../core/base/messages/second-read.ts";
import { statistics } from "../../core/base/messages/statistics.ts";
import { firstRead, worklist } from "../../core/base/messages/ui.ts";
import { reportTemplates } from "../../core/second-read/report-template.ts";
import { departmentRules, type DepartmentRules } from "../../core/second-read/rules.ts";

type Value = AuditRow["details"][string];
type Table = Readonly<Record<string, string>>;
export type Names = Readonly<Record<string, string>>;

/** Values that are words, by what they are of. */
const tables: Readonly<Record<string, () => readonly Table[]>> = {
  finding: () => [firstRead.finding],
  confidence: () => [firstRead.confidence],
  mode: () => [words.modes],
  kind: () => [statistics.kinds.names, marks.kinds],
  how: () => [queueWords.how, words.values],
  state: () => [words.values],
  priority: () => [worklist.priority],
  scope: () => [statistics.scopes],
  source: () => [words.values],
  format: () => [words.values],
};

/** Those that elsewhere begin a line. */
const begins = new Set(["finding", "confidence", "kind", "scope"]);

const yesNo = (value: boolean): string => (value ? words.yes : words.no);

/** The same word may be another thing: a classified film's state is its panel's. */
const tablesOf = (action: AuditRow["action"], name: string): readonly Table[] =>
  action === "film.classify" && name === "state" ? [worklist.panel] : (tables[name]?.() ?? []);

function valueText(action: AuditRow["action"], name: string, value: Value, names: Names): string {
  if (typeof value === "boolean") return yesNo(value);
  if (typeof value === "number") return plain(value);
  if (name === "of") return names[value] ?? value;
  const found = tablesOf(action, name).find((table) => Object.hasOwn(table, value))?.[value];
  return found === undefined ? value : begins.has(name) ? small(found) : found;
}

const parsed = (text: Value | undefined): unknown => {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return null;
  }
};

/** The department's rules, each in words. */
function rulesInWords({ mode, flags, secondRead, lockAfterMinutes }: DepartmentRules) {
  const limit = (value: number | null): string => (value === null ? words.off : decimal(value, 2));
  return {
    mode: words.modes[mode],
    missFrom: limit(flags.missFrom),
    overcallBelow: limit(flags.overcallBelow),
    unresolved: yesNo(flags.unresolved),
    by: rulesWords.by[secondRead.by],
    sameReaderAfterHours: plain(secondRead.sameReaderAfterHours),
    blinded: yesNo(secondRead.blinded),
    sample: percent(secondRead.sample),
    lockAfterMinutes: plain(lockAfterMinutes),
  };
}

/** What was changed of the rules, and nothing of what stayed; null where a row holds none. */
function changedRules({ from, to }: AuditRow["details"]): string | null {
  const [before, after] = [departmentRules.safeParse(parsed(from)), departmentRules.safeParse(parsed(to))];
  if (!before.success || !after.success) return null;
  const [old, now] = [rulesInWords(before.data), rulesInWords(after.data)];
  const fields = (Object.keys(now) as (keyof typeof now)[]).filter((field) => old[field] !== now[field]);
  if (fields.length === 0) return words.unchanged;
  return fields.map((field) => `${words.rules[field]}: ${old[field]} → ${now[field]}`).join(", ");
}

function templatesText({ to }: AuditRow["details"]): string {
  const kept = reportTemplates.safeParse(parsed(to));
  return kept.success ? kept.data.map(({ name }) => name).join(", ") : words.usualTemplates;
}

/** What a row says beside its action, in the window's language. */
export function detailsText({ action, details, withheld }: AuditRow, names: Names): string {
  if (withheld) return words.withheld;
  const special =
    action === "rules.change"
      ? changedRules(details)
      : action === "report.templates"
        ? templatesText(details)
        : null;
  if (special !== null) return special;
  const nameOf = (name: string): string => (words.names as Table)[name] ?? name;
  return Object.entries(details)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${nameOf(name)}: ${valueText(action, name, value, names)}`)
    .join(", ");
}

/** What a row is about: a reader by name, a part of the workstation in words, else as it is kept. */
export const subjectText = ({ subject }: AuditRow, names: Names): string =>
  names[subject] ?? (words.subjects as Table)[subject] ?? subject;
