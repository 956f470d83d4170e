import type { Voi } from "../grey-chain.ts";

/**
 * Display value 0 to 1 of a modality value, not inverted (PS3.3 C.11.2).
 * Windows: LINEAR by C.11.2.1.2.1, SIGMOID by C.11.2.1.3.1, LINEAR_EXACT by C.11.2.1.3.2, with y
 * from 0 to 1. A table's first and last entries go on beyond it (C.11.2.1.1).
 */
export function displayFunction(voi: Voi): (modality: number) => number {
  if (voi.kind === "lut") {
    const { first, entries, bits } = voi.lut;
    const last = entries.length - 1;
    const top = 2 ** bits - 1;
    return (x) => Math.min((entries[Math.min(Math.max(Math.round(x) - first, 0), last)] ?? 0) / top, 1);
  }
  const { centre, width } = voi;
  switch (voi.function) {
    case "LINEAR": {
      const middle = centre - 0.5;
      const half = (width - 1) / 2;
      return (x) => {
        if (x <= middle - half) return 0;
        if (x > middle + half) return 1;
        return (x - middle) / (width - 1) + 0.5;
      };
    }
    case "LINEAR_EXACT":
      return (x) => {
        if (x <= centre - width / 2) return 0;
        if (x > centre + width / 2) return 1;
        return (x - centre) / width + 0.5;
      };
    case "SIGMOID":
      return (x) => 1 / (1 + Math.exp((-4 * (x - centre)) / width));
  }
}
