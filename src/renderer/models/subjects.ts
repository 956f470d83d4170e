import type { PanelRule } from "../../core/agreement/panel-rule.ts";
import type { ModelCards } from "../../core/api.ts";
import { models as words } from "../../core/base/messages/models.ts";
import type { ModelManifest, NetworkManifest, TestResult } from "../../core/models/manifest.ts";

/** What a card can be of: the panel, one of its networks, or one of the user's own. */
export type Subject = {
  readonly key: string;
  readonly title: string;
  readonly version: string;
  readonly threshold: number;
  readonly limits: string;
  readonly results: readonly TestResult[];
  readonly paper: ModelManifest["paper"];
} & (
  | { readonly kind: "panel"; readonly rule: PanelRule }
  | { readonly kind: "network"; readonly manifest: ModelManifest }
  | { readonly kind: "own"; readonly manifest: NetworkManifest }
);

function panelSubject(rule: PanelRule): Subject {
  const { version, threshold, limits, paper } = rule;
  return {
    kind: "panel",
    key: "panel",
    title: words.panel,
    version,
    threshold,
    limits,
    results: [...rule.results, rule.outOfFold],
    paper,
    rule,
  };
}

/** Everything that has a card, in the order of the page: the panel, its networks, the user's own. */
export function subjectsOf({ panel, networks, own }: ModelCards): Subject[] {
  const shared = ({ title, version, threshold, limits }: NetworkManifest) => ({
    title,
    version,
    threshold: threshold.value,
    limits,
  });
  return [
    ...(panel === null ? [] : [panelSubject(panel)]),
    ...networks.map((manifest): Subject => ({
      ...shared(manifest),
      kind: "network",
      key: manifest.id,
      results: manifest.results,
      paper: manifest.paper,
      manifest,
    })),
    ...own.map((manifest): Subject => ({
      ...shared(manifest),
      kind: "own",
      key: `own-${manifest.id}`,
      results: manifest.results,
      paper: undefined,
      manifest,
    })),
  ];
}

/** The set that networks are compared on, and the one that shows what they do not know (training/manifest.py). */
export const testSet = "official test split";
export const adultSet = "nih (external, adults)";

export const resultOn = ({ results }: Subject, set: string): TestResult | undefined =>
  results.find((result) => result.set === set);

/** The result that is shown first: the official test split's where there is one. */
export const firstResult = (subject: Subject): TestResult | undefined =>
  resultOn(subject, testSet) ?? subject.results[0];

/** A set's name for reading, and a sentence on it. */
export const setWords = (set: string): { readonly name: string; readonly note: string } =>
  words.sets[set] ?? { name: set, note: words.ownSet };
