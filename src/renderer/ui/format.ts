import { ageUnits } from "../../core/base/messages/ui.ts";

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

/** DICOM DA "20261124" becomes "2026-11-24"; anything else stays as it is written. */
export function date(text: string): string {
  const parts = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text.trim());
  return parts === null ? text : `${parts[1]}-${parts[2]}-${parts[3]}`;
}

/** DICOM TM "093015.25" becomes "09:30"; anything else stays as it is written. */
export function time(text: string): string {
  const parts = /^(\d{2}):?(\d{2})/.exec(text.trim());
  return parts === null ? text : `${parts[1]}:${parts[2]}`;
}

/** Today's date as DICOM DA, in local time. */
export const dicomDate = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("");

/**
 * A committed moment at the wall clock where it was committed: UTC shifted by its offset,
 * "2026-11-24T06:31:00.000Z" and "+03:00" become "2026-11-24 09:31".
 */
export function moment(utc: string, offset: string): string {
  const parts = /^([+-])(\d{2}):(\d{2})$/.exec(offset);
  const minutes =
    parts === null ? 0 : (Number(parts[2]) * 60 + Number(parts[3])) * (parts[1] === "-" ? -1 : 1);
  const at = new Date(Date.parse(utc) + minutes * 60_000);
  if (Number.isNaN(at.getTime())) return utc;
  return at.toISOString().slice(0, 16).replace("T", " ") + (parts === null ? " UTC" : "");
}

/** A probability or threshold with two decimals, never rounded onto the certain 0 or 1. */
export function probability(value: number): string {
  if (value > 0 && value < 0.005) return "<0.01";
  if (value < 1 && value > 0.995) return ">0.99";
  return value.toFixed(2);
}

/**
 * Probability beside its threshold so that what is read agrees with the verdict: more decimals are
 * shown where two would round both to the same figure.
 */
export function beside(value: number, threshold: number): { probability: string; threshold: string } {
  for (const decimals of [2, 3, 4, 5]) {
    const shown = [value.toFixed(decimals), threshold.toFixed(decimals)] as const;
    if (shown[0] !== shown[1] || value === threshold) {
      return decimals === 2
        ? { probability: probability(value), threshold: shown[1] }
        : { probability: shown[0], threshold: shown[1] };
    }
  }
  return { probability: String(value), threshold: String(threshold) };
}
