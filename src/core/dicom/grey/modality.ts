import type { ModalityTransform } from "../grey-chain.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Modality value of a stored value (PS3.3 C.11.1): a table's ends go on beyond it. */
export function modalityValue(modality: ModalityTransform, stored: number): number {
  if (modality.kind === "rescale") return stored * modality.slope + modality.intercept;
  const { first, entries } = modality.lut;
  return entries[Math.min(Math.max(stored - first, 0), entries.length - 1)] ?? 0;
}

/** Lowest and highest modality value over a range of stored values, ends included. */
export function modalityRange(modality: ModalityTransform, stored: Range): Range {
  if (modality.kind === "rescale") {
    const a = modalityValue(modality, stored.low);
    const b = modalityValue(modality, stored.high);
    return { low: Math.min(a, b), high: Math.max(a, b) };
  }
  let low = Infinity;
  let high = -Infinity;
  for (let value = stored.low; value <= stored.high; value++) {
    const mapped = modalityValue(modality, value);
    if (mapped < low) low = mapped;
    if (mapped > high) high = mapped;
  }
  return { low, high };
}
