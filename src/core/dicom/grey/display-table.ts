import type { GreyChain, Voi } from "../grey-chain.ts";
import { modalityValue } from "./modality.ts";
import { displayFunction } from "./voi.ts";

/** How a film is to be shown: its grey chain with one VOI, turned round once more where `invert` is set. */
export interface DisplayInput {
  readonly grey: GreyChain;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly voi: Voi;
  readonly invert?: boolean;
}

/** Lowest stored value that `bitsStored` bits can hold. */
export const firstStored = (bitsStored: number, signed: boolean): number =>
  signed ? -(2 ** (bitsStored - 1)) : 0;

/** Whether a stored value is padding (PS3.3 C.7.5.1.1.2). */
export const isPadding = (padding: GreyChain["padding"], stored: number): boolean =>
  padding !== undefined && stored >= padding.low && stored <= padding.high;

/**
 * The whole grey chain for every stored value there can be: entry i belongs to stored value
 * `firstStored + i`, 0 is black, `top` is white. Padding is background: black in either polarity.
 */
export function displayTable(input: DisplayInput, top: number): Float64Array {
  const { grey, voi, bitsStored } = input;
  const first = firstStored(bitsStored, input.signed);
  const inverted = grey.inverted !== (input.invert ?? false);
  const display = inverted ? displayFunction(voi, top, 0) : displayFunction(voi, 0, top);
  const table = new Float64Array(2 ** bitsStored);
  for (let index = 0; index < table.length; index++) {
    if (isPadding(grey.padding, first + index)) continue;
    table[index] = display(modalityValue(grey.modality, first + index));
  }
  return table;
}
