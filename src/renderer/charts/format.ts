import { decimal, percent as asPercent } from "../../core/base/figures.ts";

/** A fraction with three decimals: "0.936". */
export const fraction = (value: number): string => decimal(value, 3);

/** A share as a percentage with one decimal: "93.6 %", "%93,6". */
export const percent = (value: number): string => asPercent(value, 1);
