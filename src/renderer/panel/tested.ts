import { decimal } from "../../core/base/figures.ts";
import type { ModelId } from "../../core/base/ids.ts";
import { panel as words } from "../../core/base/messages/ui.ts";
import type { ModelManifest, TestResult } from "../../core/models/manifest.ts";
import { readAge } from "../../core/models/patient-age.ts";
import { fraction, percent } from "../charts/format.ts";
import { adultSet, setWords, testSet } from "../models/subjects.ts";

/** Years. */
const grown = 18;
const two = (value: number): string => decimal(value, 2);

/**
 * How a network did on films like this one, from its card: in short for its row, in full for whoever
 * points at it. An adult's film is held against the adults it was tried on.
 * @param version the version that answered; of another one the card says nothing
 */
export function testedWords(
  networks: readonly Pick<ModelManifest, "id" | "version" | "results">[],
  { id, version }: { readonly id: ModelId; readonly version: string },
  patientAge: string,
): { readonly short: string; readonly full: readonly string[] } | null {
  const card = networks.find((one) => one.id === id && one.version === version);
  const of = (set: string): TestResult | undefined => card?.results.find((result) => result.set === set);
  const adult = (readAge(patientAge)?.years ?? 0) >= grown ? of(adultSet) : undefined;
  const shown = adult ?? of(testSet);
  if (card === undefined || shown === undefined) return null;
  const { value, low, high } = shown.auc;
  const say = adult === undefined ? words.test : words.adults;
  return {
    short: say(two(value), two(low), two(high)),
    full: card.results.map(({ set, films, auc, sensitivity, specificity }) =>
      words.tested(
        setWords(set).name,
        films,
        fraction(auc.value),
        percent(sensitivity),
        percent(specificity),
      ),
    ),
  };
}
