/** A share of nothing is not known: null, never NaN and never 0. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
