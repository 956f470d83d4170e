import { decimal } from "../../core/base/figures.ts";
import { date } from "../../core/studies/readable.ts";

export { age, date, personName, time } from "../../core/studies/readable.ts";

/** Today's date as DICOM DA, in local time. */
export const dicomDate = (now: Date): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("");

/**
 * A committed moment at the wall clock where it was committed: UTC shifted by its offset,
 * "2026-11-24T06:31:00.000Z" and "+03:00" become "2026-11-24 09:31" or "24.11.2026 09:31".
 */
export function moment(utc: string, offset: string): string {
  const parts = /^([+-])(\d{2}):(\d{2})$/.exec(offset);
  const minutes =
    parts === null ? 0 : (Number(parts[2]) * 60 + Number(parts[3])) * (parts[1] === "-" ? -1 : 1);
  const at = new Date(Date.parse(utc) + minutes * 60_000);
  if (Number.isNaN(at.getTime())) return utc;
  const [day = "", clock = ""] = at.toISOString().slice(0, 16).split("T");
  return `${date(day.replaceAll("-", ""))} ${clock}${parts === null ? " UTC" : ""}`;
}

/** A probability or threshold with two decimals, never rounded onto the certain 0 or 1. */
export function probability(value: number): string {
  if (value > 0 && value < 0.005) return `<${decimal(0.01, 2)}`;
  if (value < 1 && value > 0.995) return `>${decimal(0.99, 2)}`;
  return decimal(value, 2);
}

/**
 * Probability beside its threshold so that what is read agrees with the verdict: more decimals are
 * shown where two would round both to the same figure.
 */
export function beside(value: number, threshold: number): { probability: string; threshold: string } {
  for (const decimals of [2, 3, 4, 5]) {
    const shown = [decimal(value, decimals), decimal(threshold, decimals)] as const;
    if (shown[0] !== shown[1] || value === threshold) {
      return decimals === 2
        ? { probability: probability(value), threshold: shown[1] }
        : { probability: shown[0], threshold: shown[1] };
    }
  }
  return { probability: String(value), threshold: String(threshold) };
}
