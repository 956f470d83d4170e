import { language, type Language } from "./language.ts";

/** Numbers, shares and dates as the language writes them. Every figure that a person reads is made here. */
const locales: Record<Language, string> = { en: "en-GB", tr: "tr-TR" };

const formats = new Map<string, Intl.NumberFormat>();
function format(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language()} ${name}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.NumberFormat(locales[language()], options);
    formats.set(key, made);
  }
  return made;
}

/** A number with so many decimals, without grouping: "0.94", "0,94". The same figure in every language. */
export function decimal(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  // Beyond what a format takes, and what is no number, stay as JavaScript writes them.
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return rounded;
  return format(`decimal ${digits}`, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(Number(rounded));
}

/** A count, grouped: "12,345", "12.345". */
export const whole = (value: number): string =>
  format("whole", { maximumFractionDigits: 0, useGrouping: true }).format(value);

/** A number with as many decimals as it has, six at most: a tick of an axis. */
export const plain = (value: number): string =>
  format("plain", { maximumFractionDigits: 6, useGrouping: false }).format(value);

/** A number with so many figures: "0.05000", "101.3". */
export const significant = (value: number, figures: number): string =>
  format(`significant ${figures}`, {
    minimumSignificantDigits: figures,
    maximumSignificantDigits: figures,
    useGrouping: false,
  }).format(value);

/** Figures of a percentage with their sign, which Turkish writes before them: "96.8 %", "%96,8". */
export const asPercent = (figures: string): string => (language() === "tr" ? `%${figures}` : `${figures} %`);

/** A share, 0..1, as a percentage. */
export const percent = (share: number, digits = 0): string => asPercent(decimal(share * 100, digits));

/** A calendar date: "2026-11-24", "24.11.2026". */
export const calendarDate = (year: string, month: string, day: string): string =>
  language() === "tr" ? `${day}.${month}.${year}` : `${year}-${month}-${day}`;

/** A day that somebody typed, in either language's way or as eight digits, as "2026-11-24"; null where the calendar has none such. */
export function typedDate(text: string): string | null {
  const typed = text.trim();
  const yearFirst = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed)?.slice(1).reverse();
  const [year, month, day] = (yearFirst?.slice(1) ?? dayFirst ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const at = new Date(Date.UTC(year, month - 1, day));
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return same ? at.toISOString().slice(0, 10) : null;
}

/** Words in small letters, as their language writes them: the Turkish "I" becomes "ı". */
export const small = (text: string): string => text.toLocaleLowerCase(locales[language()]);

/** A moment on this PC's wall clock, date and time. */
export const localMoment = (at: Date): string =>
  at.toLocaleString(locales[language()], { dateStyle: "short", timeStyle: "short" });

const raised = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** A small number as a product with a power of ten ("1.2 × 10⁻⁶"). */
export function power(value: number): string {
  if (value === 0) return "0";
  const [mantissa = "", exponent = "0"] = value.toExponential(1).split("e");
  const above = [...exponent.replace("+", "")]
    .map((sign) => (sign === "-" ? "⁻" : (raised[Number(sign)] ?? sign)))
    .join("");
  return `${plain(Number(mantissa))} × 10${above}`;
}
