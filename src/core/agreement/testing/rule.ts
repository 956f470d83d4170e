import { panelRule, type PanelRule } from "../panel-rule.ts";

/** A rule for four networks as `panel.json` holds it; the figures are a test's. */
export const ruleJson = {
  schema: 1,
  version: "1.0.0",
  members: ["cnn", "mobilenetv2", "resnet50", "alexnet"].map((id) => ({
    id,
    version: "1.0.0",
    weight: 0.25,
  })),
  temperature: 2,
  offset: 0,
  threshold: 0.5,
  chosenOn: "nothing",
  candidates: [{ name: "equal weights", logLoss: 0.3, balancedAccuracy: 0.7 }],
  outOfFold: {
    set: "out-of-fold",
    films: 10,
    confusion: { truePositive: 4, falseNegative: 1, falsePositive: 2, trueNegative: 3 },
    auc: { value: 0.9, low: 0.8, high: 1 },
    accuracy: 0.7,
    sensitivity: 0.8,
    specificity: 0.6,
    ece: { before: 0.2, after: 0.1 },
    levels: [
      { level: "unanimous", films: 6, right: 6 },
      { level: "majority", films: 3, right: 1 },
      { level: "split", films: 1, right: 0 },
    ],
  },
  results: [
    {
      set: "a test's",
      films: 10,
      confusion: { truePositive: 4, falseNegative: 1, falsePositive: 2, trueNegative: 3 },
      auc: { value: 0.9, low: 0.8, high: 1 },
      accuracy: 0.7,
      sensitivity: 0.8,
      specificity: 0.6,
      ece: { before: 0.2, after: 0.1 },
      levels: [{ level: "unanimous", films: 6, right: 6 }],
      compared: [
        { name: "plain averaging", auc: 0.9, accuracy: 0.7, sensitivity: 0.8, specificity: 0.6, ece: 0.1 },
      ],
    },
  ],
  limits: "a test's",
} as const;

/** The same with members and figures of the test's choice. */
export const ruleOf = (
  members: readonly { id: string; version?: string; weight: number }[],
  given: { temperature?: number; offset?: number; threshold?: number } = {},
): PanelRule =>
  panelRule.parse({
    ...ruleJson,
    ...given,
    members: members.map((member) => ({ version: "1.0.0", ...member })),
  });
