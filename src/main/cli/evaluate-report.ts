import { matrixOf } from "../../core/agreement/metrics/confusion.ts";
import type { Evaluation, WithInterval } from "../../core/agreement/metrics/evaluation.ts";
import type { ClassFigures } from "../../core/agreement/metrics/classification.ts";
import { evaluation as say } from "../../core/base/messages/evaluation.ts";
import { printable } from "./console.ts";
import type { NetworkFigures, PanelFigures } from "./evaluate-tally.ts";

/** Counts of an evaluated folder. */
export interface Counts {
  readonly folder: string;
  /** Films found, answered or not. */
  readonly films: number;
  readonly failed: number;
  /** Files that are not films by their content. */
  readonly skipped: number;
  /** Films found by the folder that they lie in. */
  readonly actual: { readonly pneumonia: number; readonly normal: number };
  /** Answered films by the film check's verdict; all of them were answered. */
  readonly check: { readonly ok: number; readonly warn: number; readonly withhold: number };
  /** The panel's networks, the user's own, and those that were refused when they were loaded. */
  readonly networks: { readonly loaded: number; readonly own: number; readonly refused: number };
}

/** Figures under the names that a manifest's results have, and those of scikit-learn's report. */
function figuresObject(figures: Evaluation, found: number) {
  const { confusion, report, accuracy, sensitivity, specificity } = figures;
  const interval = ({ low, high }: WithInterval) => ({ low, high });
  return {
    films: figures.films,
    failed: found - figures.films,
    patients: figures.patients,
    confusion,
    confusionMatrix: matrixOf(confusion),
    classes: { pneumonia: report.positive, normal: report.negative },
    accuracy: accuracy.value,
    macroAverage: report.macro,
    weightedAverage: report.weighted,
    auc: figures.auc,
    sensitivity: sensitivity.value,
    specificity: specificity.value,
    intervals: {
      accuracy: interval(accuracy),
      sensitivity: interval(sensitivity),
      specificity: interval(specificity),
    },
    at90Specificity: figures.at90Specificity,
    ece: figures.expectedCalibrationError,
  };
}

/** The object that `evaluate --json` prints for a network. */
export const networkObject = ({ network, own, figures }: NetworkFigures, found: number) => ({
  kind: "model",
  id: network.id,
  title: network.title,
  version: network.version,
  ...(own ? { own } : {}),
  threshold: network.threshold.value,
  ...figuresObject(figures, found),
});

/** The object that `evaluate --json` prints for the panel. */
export const panelObject = (
  { networks, threshold, figures, levels, others }: PanelFigures,
  found: number,
) => ({
  kind: "panel",
  id: "panel",
  networks,
  threshold,
  ...figuresObject(figures, found),
  levels: Object.fromEntries(levels.map(({ level, ...rest }) => [level, rest])),
  compared: Object.fromEntries(others.map(({ rule, figures: own }) => [rule, figuresObject(own, found)])),
});

/** The last object. */
export const summaryObject = (counts: Counts) => ({ kind: "summary", ...counts });

const digits = 3;
const number = (value: number | null): string => (value === null ? say.none : value.toFixed(digits));
const spread = ({ value, low, high }: WithInterval): string =>
  low === null || high === null ? number(value) : say.interval(number(value), number(low), number(high));

/** The layout of scikit-learn's `classification_report`, pneumonia first. */
export function classificationText({ report }: Pick<Evaluation, "report">): string[] {
  const { pneumonia, normal, weightedAverage } = say;
  const width = Math.max(...[pneumonia, normal, weightedAverage].map((name) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join("")}`;
  const row = (name: string, { precision, recall, f1, support }: ClassFigures): string =>
    line(name, [number(precision), number(recall), number(f1), String(support)]);
  return [
    line("", [say.precision, say.recall, say.f1, say.support]),
    "",
    row(pneumonia, report.positive),
    row(normal, report.negative),
    "",
    line(say.accuracy, ["", "", number(report.accuracy), String(report.macro.support)]),
    row(say.macroAverage, report.macro),
    row(weightedAverage, report.weighted),
  ];
}

function matrixText({ confusion }: Evaluation): string[] {
  const names = [say.pneumonia, say.normal];
  const rows = [
    ["", ...names],
    ...matrixOf(confusion).map((row, index) => [names[index] ?? "", ...row.map(String)]),
  ];
  const width = Math.max(...rows.flat().map((cell) => cell.length));
  return [say.confusionMatrix, ...rows.map((row) => row.map((cell) => cell.padStart(width)).join("  "))];
}

function figuresText(figures: Evaluation, failed: number): string[] {
  const { at90Specificity: at } = figures;
  return [
    ...classificationText(figures),
    "",
    ...matrixText(figures),
    "",
    say.auc(spread(figures.auc), figures.patients),
    say.accuracyLine(spread(figures.accuracy)),
    say.sensitivity(spread(figures.sensitivity)),
    say.specificity(spread(figures.specificity)),
    say.at90(number(at?.sensitivity ?? null), at?.threshold?.toFixed(digits) ?? null),
    say.ece(number(figures.expectedCalibrationError)),
    ...(failed > 0 ? [say.notAnswered(failed)] : []),
  ];
}

const section = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => (line === "" ? "" : `  ${line}`)), ""].join("\n");

/** What a person reads of a network. */
export const networkText = ({ network, own, figures }: NetworkFigures, found: number): string =>
  section(
    say.network(printable(network.title), network.version, number(network.threshold.value), own),
    figuresText(figures, found - figures.films),
  );

/** What a person reads of the panel, with how often each level occurs and how right it is. */
export const panelText = (
  { networks, threshold, figures, levels, others }: PanelFigures,
  found: number,
): string =>
  section(say.panel(networks, threshold === null ? null : number(threshold)), [
    ...figuresText(figures, found - figures.films),
    ...(networks > 1
      ? levels.map(({ level, films, right, accuracy, low, high }) =>
          say.level(level, films, right, spread({ value: accuracy, low, high })),
        )
      : []),
    ...(networks > 1
      ? others.map(({ rule, figures: own }) =>
          say.other(
            rule,
            number(own.auc.value),
            number(own.accuracy.value),
            number(own.sensitivity.value),
            number(own.specificity.value),
          ),
        )
      : []),
  ]);

/** What a person reads at the end. */
export const summaryText = ({ folder, films, failed, actual, check, networks }: Counts): string =>
  [
    say.films(printable(folder), films, actual.pneumonia, actual.normal),
    say.check(check.ok, check.warn, check.withhold),
    ...(failed > 0 ? [say.failed(failed)] : []),
    ...(networks.refused > 0 ? [say.refused(networks.refused)] : []),
  ].join("\n");
