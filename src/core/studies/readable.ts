import { calendarDate } from "../base/figures.ts";
import { ageUnits } from "../base/messages/ui.ts";

/** What a header says, as people read it. */

/**
 * A person's name for reading: "Yamada^Tarou=山田^太郎" becomes "Yamada, Tarou (山田 太郎)"
 * (PS3.5 6.2.1: component groups by "=", components family, given, middle, prefix, suffix by "^").
 */
export function personName(name: string): string {
  const groups = name.split("=").map((group) => {
    const [family = "", ...others] = group.split("^").map((part) => part.trim());
    return { family, others: others.filter((part) => part !== "").join(" ") };
  });
  const [alphabetic, ideographic] = groups;
  const joined = (group: typeof alphabetic, between: string): string =>
    group === undefined ? "" : [group.family, group.others].filter((part) => part !== "").join(between);
  const first = joined(alphabetic, ", ");
  const second = joined(ideographic, " ");
  if (first === "") return second;
  return second === "" ? first : `${first} (${second})`;
}

/** "005Y" becomes "5 y", "018M" "18 m"; what the standard does not write stays as it is. */
export function age(text: string): string {
  const parts = /^(\d{1,3})([DWMY])$/.exec(text.trim());
  const unit = ageUnits[parts?.[2] ?? ""];
  return parts === null || unit === undefined ? text : `${Number(parts[1])} ${unit}`;
}

/** DICOM DA "20261124" becomes "2026-11-24" or "24.11.2026"; anything else stays as it is written. */
export function date(text: string): string {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text.trim());
  return parts === null ? text : calendarDate(parts[1] ?? "", parts[2] ?? "", parts[3] ?? "");
}

/** DICOM TM "093015.25" becomes "09:30"; anything else stays as it is written. */
export function time(text: string): string {
  const parts = /^(\d{2}):?(\d{2})/.exec(text.trim());
  return parts === null ? text : `${parts[1]}:${parts[2]}`;
}
