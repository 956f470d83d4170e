/** What `overread evaluate` says. Heads of the report are scikit-learn's, as the paper prints them. */
const films = (count: number): string => (count === 1 ? "1 film" : `${count} films`);

export const evaluation = {
  noClasses: (folder: string, missing: string) =>
    `evaluate: ${folder} has no folder ${missing}. Films of known diagnosis lie in its folders NORMAL and PNEUMONIA.`,
  noDirectory: () => "evaluate: name the one folder that holds NORMAL and PNEUMONIA.",
  progress: (done: number, total: number) => `${done} of ${films(total)} ...`,
  none: "-",
  pneumonia: "Pneumonia",
  normal: "Normal",
  precision: "precision",
  recall: "recall",
  f1: "f1-score",
  support: "support",
  accuracy: "accuracy",
  macroAverage: "macro avg",
  weightedAverage: "weighted avg",
  confusionMatrix: "Confusion matrix (rows: actual, columns: predicted)",
  network: (title: string, version: string, threshold: string, own: boolean) =>
    `${title} ${version}${own ? " (your own, not in the panel)" : ""}, pneumonia from probability ${threshold} on`,
  panel: (networks: number, threshold: string | null) =>
    `Panel of ${networks === 1 ? "1 network" : `${networks} networks`}, ${threshold === null ? "no one threshold for all films" : `pneumonia from probability ${threshold} on`}`,
  interval: (value: string, low: string, high: string) => `${value} (95 %: ${low} to ${high})`,
  auc: (value: string, patients: number) =>
    `AUC ${value}, interval by ${patients === 1 ? "1 patient" : `${patients} patients`}`,
  accuracyLine: (value: string) => `Accuracy ${value}`,
  sensitivity: (value: string) => `Sensitivity ${value}`,
  specificity: (value: string) => `Specificity ${value}`,
  at90: (value: string, threshold: string | null) =>
    `Sensitivity at a specificity of at least 90 %: ${value}${threshold === null ? "" : `, from probability ${threshold} on`}`,
  ece: (value: string) => `Expected calibration error ${value} (15 bins of equal width)`,
  notAnswered: (count: number) => `Not answered: ${films(count)}`,
  level: (level: "unanimous" | "majority" | "split", count: number, right: number, accuracy: string) =>
    `${{ unanimous: "Unanimous", majority: "Majority", split: "Split" }[level]}: ${films(count)}, ${right} of them right, accuracy ${accuracy}`,
  other: (
    rule: "plainAverage" | "majorityVote",
    auc: string,
    accuracy: string,
    sensitivity: string,
    specificity: string,
  ) =>
    `${{ plainAverage: "Instead, plain averaging", majorityVote: "Instead, a majority vote" }[rule]}: AUC ${auc}, accuracy ${accuracy}, sensitivity ${sensitivity}, specificity ${specificity}`,
  films: (folder: string, count: number, pneumonia: number, normal: number) =>
    `${folder}: ${films(count)}, ${pneumonia} with pneumonia and ${normal} normal by their folders`,
  check: (ok: number, warn: number, withhold: number) =>
    `Film check: ${ok} ok, ${warn} with a warning, ${withhold} that a reader would get no number for; all were answered here`,
  failed: (count: number) => `Failed: ${films(count)}; no figure counts them`,
  refused: (count: number) =>
    `Refused: ${count === 1 ? "1 network" : `${count} networks`}; the panel is without them`,
} as const;
