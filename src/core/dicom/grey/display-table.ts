import type { GreyChain, Voi } from "../grey-chain.ts";
import { modalityValue } from "./modality.ts";
import { displayFunction } from "./voi.ts";

/** Lowest stored value that `bitsStored` bits can hold. */
export const firstStored = (bitsStored: number, signed: boolean): number =>
  signed ? -(2 ** (bitsStored - 1)) : 0;

/** Whether a stored value is padding (PS3.3 C.7.5.1.1.2). */
export const isPadding = (padding: GreyChain["padding"], stored: number): boolean =>
  padding !== undefined && stored >= padding.low && stored <= padding.high;

/**
 * The whole grey chain for every stored value there can be: entry i belongs to stored value
 * `firstStored + i`, 0 is black, 1 is white. Padding is background: black in either polarity.
 */
export function displayTable(input: {
  grey: GreyChain;
  bitsStored: number;
  signed: boolean;
  voi: Voi;
  invert?: boolean;
}): Float32Array {
  const { grey, voi } = input;
  const first = firstStored(input.bitsStored, input.signed);
  const inverted = grey.inverted !== (input.invert ?? false);
  const display = displayFunction(voi);
  const table = new Float32Array(2 ** input.bitsStored);
  for (let index = 0; index < table.length; index++) {
    const stored = first + index;
    if (isPadding(grey.padding, stored)) continue;
    const value = display(modalityValue(grey.modality, stored));
    table[index] = inverted ? 1 - value : value;
  }
  return table;
}
