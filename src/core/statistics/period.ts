import { z } from "zod";
import type { Moment } from "../base/ports.ts";

export const periodUnit = z.enum(["day", "week", "month"]);
export type PeriodUnit = z.output<typeof periodUnit>;

const dayLength = 86_400_000;

/** The calendar date at the wall clock where the moment was, as the UTC midnight of that date, in milliseconds. */
function localMidnight({ utc, offset }: Moment): number {
  const parts = /^([+-])(\d{2}):(\d{2})$/.exec(offset);
  const minutes =
    parts === null ? 0 : (Number(parts[2]) * 60 + Number(parts[3])) * (parts[1] === "-" ? -1 : 1);
  const local = Date.parse(utc) + minutes * 60_000;
  return Math.floor(local / dayLength) * dayLength;
}

const isoDate = (midnight: number): string => new Date(midnight).toISOString().slice(0, 10);

/** The Thursday of the week that a day is in: ISO 8601 weeks begin on Monday and belong to its year. */
function thursdayOf(midnight: number): number {
  const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
  return midnight + (3 - weekday) * dayLength;
}

/**
 * The period that a moment is in, by the wall clock where it was: "2026-11-24", "2026-W48" (ISO 8601) or
 * "2026-11". Periods of one unit sort as text.
 */
export function periodOf(moment: Moment, unit: PeriodUnit): string {
  const day = localMidnight(moment);
  if (unit === "day") return isoDate(day);
  if (unit === "month") return isoDate(day).slice(0, 7);
  const thursday = thursdayOf(day);
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * dayLength));
  return `${year}-W${String(week).padStart(2, "0")}`;
}
