import { confusionFigure } from "../charts/confusion.ts";
import { barsFigure } from "../charts/bars.ts";
import { dotsFigure } from "../charts/dots.ts";
import type { Figure } from "../charts/figure.ts";
import { fraction, percent } from "../charts/format.ts";
import { linesFigure } from "../charts/lines.ts";
import { reliabilityFigure } from "../charts/reliability.ts";
import { rocFigure, type RocSeries } from "../charts/roc.ts";
import { decimal } from "../../core/base/figures.ts";
import { panel as panelWords } from "../../core/base/messages/ui.ts";
import { models as words } from "../../core/base/messages/models.ts";
import type { ModelManifest, TestResult } from "../../core/models/manifest.ts";
import { cardText } from "../../core/models/card-text.ts";
import { setWords, type Subject } from "./subjects.ts";

/** A figure of a card, with its words. */
export interface CardFigure {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  /** What the figure is of, beside the network: a set, or nothing more. */
  readonly set?: string;
  readonly figure: Figure;
}

/** The audit's bar: a mean change above it says that the network follows what means nothing. */
const auditBar = 0.05;

const seriesOf = (result: TestResult): RocSeries[] =>
  result.roc === undefined
    ? []
    : [
        {
          name: setWords(result.set).name,
          corners: result.roc,
          confusion: result.confusion,
          auc: result.auc.value,
        },
      ];

/** The figures of one set: what is measured on it, drawn. */
export function setFigures(subject: Subject, result: TestResult): CardFigure[] {
  const { name } = setWords(result.set);
  const others = subject.results.filter(({ set }) => set !== result.set);
  const curves = seriesOf(result);
  const out: CardFigure[] = [
    {
      id: "confusion",
      title: words.confusion,
      note: words.confusionNote(fraction(subject.threshold)),
      figure: confusionFigure(result.confusion),
    },
  ];
  if (curves.length > 0) {
    out.push({
      id: "roc",
      title: words.roc,
      figure: rocFigure([...curves, ...others.flatMap(seriesOf)], subject.threshold, ({ name: set, auc }) =>
        words.rocName(set, fraction(auc)),
      ),
    });
  }
  if (result.reliability !== undefined) {
    out.push({
      id: "reliability",
      title: words.reliability,
      note: words.reliabilityNote,
      figure: reliabilityFigure([
        {
          name: subject.kind === "panel" ? words.beforePanel : words.before,
          columns: result.reliability.before,
        },
        { name: words.after, columns: result.reliability.after },
      ]),
    });
  }
  if (result.etiology !== undefined) {
    const causes = Object.entries(result.etiology);
    out.push({
      id: "etiology",
      title: words.etiology.title,
      note: words.etiology.note(causes.map(([cause, { films }]) => `${films} ${cardText(cause)}`).join(", ")),
      figure: barsFigure({
        of: { title: words.etiology.cause, labels: causes.map(([cause]) => cardText(cause)) },
        value: { max: 1 },
        series: [
          {
            name: words.etiology.auc,
            colour: (look) => look.accent,
            values: causes.map(([, own]) => own.auc),
          },
          {
            name: words.etiology.sensitivity,
            colour: (look) => look.normal,
            values: causes.map(([, own]) => own.sensitivity),
          },
        ],
        format: fraction,
      }),
    });
  }
  if (subject.kind === "panel") out.push(...panelFigures(subject, result.set));
  return out.map((figure) => ({ ...figure, set: name }));
}

function panelFigures({ rule }: Extract<Subject, { kind: "panel" }>, set: string): CardFigure[] {
  const measured = [...rule.results, rule.outOfFold].find((row) => row.set === set);
  const out: CardFigure[] = [];
  if (measured?.levels !== undefined) {
    const { levels } = measured;
    out.push({
      id: "levels",
      title: words.levels.title,
      note: words.levels.note,
      figure: barsFigure({
        of: {
          title: words.levels.level,
          labels: levels.map(({ level, films, right }) =>
            films === 0
              ? panelWords.level[level]
              : words.levels.share(panelWords.level[level], percent(right / films)),
          ),
        },
        value: { title: words.figures.films, integer: true },
        stacked: true,
        series: [
          {
            name: words.levels.right,
            colour: (look) => look.accent,
            values: levels.map(({ right }) => right),
          },
          {
            name: words.levels.wrong,
            colour: (look) => look.disagree,
            values: levels.map(({ films, right }) => films - right),
          },
        ],
        format: String,
      }),
    });
  }
  if (measured?.compared !== undefined) {
    const { compared } = measured;
    out.push({
      id: "compared",
      title: words.compared.title,
      note: words.compared.note,
      figure: dotsFigure({
        of: { title: words.compared.way, labels: compared.map(({ name }) => cardText(name)) },
        value: { format: (value) => decimal(value, 2) },
        series: [
          {
            name: words.figures.accuracy,
            colour: (look) => look.accent,
            shape: "rectRot",
            values: compared.map(({ accuracy }) => accuracy),
          },
          {
            name: words.figures.sensitivity,
            colour: (look) => look.text,
            shape: "triangle",
            values: compared.map(({ sensitivity }) => sensitivity),
          },
          {
            name: words.figures.specificity,
            colour: (look) => look.quiet,
            shape: "rect",
            values: compared.map(({ specificity }) => specificity),
          },
        ],
        format: percent,
      }),
    });
  }
  return out;
}

/** The figures that belong to no one set: training, audit, the paper's protocol. */
export function trainingFigures(subject: Subject): CardFigure[] {
  const out: CardFigure[] = [];
  if (subject.kind !== "panel") out.push(...curveFigures(subject.manifest.training?.curve));
  if (subject.kind === "network") out.push(...auditFigures(subject.manifest.audit));
  if (subject.paper !== undefined) {
    const { films, report, confusion } = subject.paper;
    const [[truePositive, falseNegative], [falsePositive, trueNegative]] = confusion;
    out.push({
      id: "paper",
      title: words.paper.title,
      note: words.paper.note(films, percent(report.accuracy)),
      set: words.paper.set,
      figure: confusionFigure({ truePositive, falseNegative, falsePositive, trueNegative }),
    });
  }
  return out;
}

function curveFigures(curve: NonNullable<ModelManifest["training"]["curve"]> | undefined): CardFigure[] {
  if (curve === undefined || curve.length === 0) return [];
  const x = { title: words.curve.epoch, labels: curve.map(({ epoch }) => String(epoch)) };
  return [
    {
      id: "curve",
      title: words.curve.title,
      note: words.curve.note,
      figure: linesFigure({
        x,
        y: { title: words.curve.y, max: 1, format: fraction },
        series: [
          {
            name: words.curve.validation,
            colour: (look) => look.normal,
            values: curve.map((row) => row.validation_auc),
            dashed: true,
          },
          {
            name: words.curve.matched,
            colour: (look) => look.accent,
            values: curve.map((row) => row.matched_auc),
          },
        ],
        format: fraction,
      }),
    },
    {
      id: "loss",
      title: words.curve.lossTitle,
      note: words.curve.lossNote,
      figure: linesFigure({
        x,
        y: { title: words.curve.loss, min: 0 },
        series: [
          { name: words.curve.loss, colour: (look) => look.accent, values: curve.map(({ loss }) => loss) },
        ],
        format: fraction,
      }),
    },
  ];
}

function auditFigures(audit: ModelManifest["audit"]): CardFigure[] {
  if (audit === undefined) return [];
  const sets = audit.globalNumbers;
  return [
    {
      id: "audit",
      title: words.audit.title,
      note: words.audit.note(audit.films),
      figure: barsFigure({
        of: { title: words.audit.change, labels: audit.changes.map(({ name }) => cardText(name)) },
        value: { format: (value) => decimal(value, 2) },
        lying: true,
        limit: { name: words.audit.limit, value: auditBar },
        series: [
          {
            name: words.audit.mean,
            colour: (look) => look.accent,
            values: audit.changes.map(({ mean }) => mean),
          },
        ],
        format: fraction,
      }),
    },
    {
      id: "numbers",
      title: words.audit.shortcut,
      note: words.audit.shortcutNote(fraction(audit.lungsCovered)),
      figure: barsFigure({
        of: { title: words.audit.set, labels: sets.map(({ set }) => setWords(set).name) },
        value: { max: 1 },
        lying: true,
        series: [
          {
            name: words.audit.network,
            colour: (look) => look.accent,
            values: sets.map(({ network }) => network),
          },
          {
            name: words.audit.numbers,
            colour: (look) => look.normal,
            values: sets.map(({ numbers }) => numbers),
          },
        ],
        format: fraction,
      }),
    },
  ];
}
