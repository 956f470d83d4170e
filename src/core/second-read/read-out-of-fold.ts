import { agree } from "../agreement/agree.ts";
import type { PanelRule } from "../agreement/panel-rule.ts";
import { verdictOf } from "../models/calibrate.ts";
import type { ModelManifest } from "../models/manifest.ts";
import type { PastFilm } from "./past-cases.ts";

type Network = Pick<ModelManifest, "id" | "title" | "version" | "threshold">;

/** A film that networks and panel have answered. */
export interface AnsweredFilm extends PastFilm {
  /** Path of the film inside its data set. */
  readonly film: string;
}

/** A past film with the group that keeps one patient's films together. */
export interface NamedPastFilm extends AnsweredFilm {
  readonly fold: string;
}

/** The cells of a table's columns by name, row by row. Throws RangeError for a column that is not there. */
function columnsOf(csv: string): (name: string) => string[] {
  const [head = "", ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(",");
  const rows = lines.map((line) => line.split(","));
  return (name) => {
    const at = names.indexOf(name);
    if (at < 0) throw new RangeError(`the table of predictions has no column ${name}`);
    return rows.map((cells) => cells[at] ?? "");
  };
}

/**
 * Reads a table of predictions (`training/test-split.csv`): a film, its label (1 pneumonia) and the
 * calibrated probability of each network, in columns named by the networks' ids. Verdicts and the
 * panel's probability are made as the product makes them.
 * @throws RangeError for a table that is not one
 */
export function readAnswers(csv: string, networks: readonly Network[], rule: PanelRule): AnsweredFilm[] {
  const column = columnsOf(csv);
  const members = rule.members.map(({ id }) => {
    const network = networks.find((one) => one.id === id);
    if (network === undefined) throw new RangeError(`the panel's member ${id} is not there`);
    return { network, cells: column(id) };
  });
  const labels = column("label");
  return column("film").map((film, row) => {
    const answers = members.map(({ network, cells }) => {
      const probability = Number(cells[row] || NaN);
      if (!(probability >= 0 && probability <= 1))
        throw new RangeError(`line ${row + 2} is not of the table`);
      const { id, title, version, threshold } = network;
      return {
        id,
        title,
        version,
        probability,
        threshold: threshold.value,
        verdict: verdictOf(probability, threshold.value),
      };
    });
    const { probability } = agree(answers, 0, rule);
    if (probability === null) throw new RangeError(`line ${row + 2} has no answer of the panel`);
    return {
      film,
      pneumonia: labels[row] === "1",
      verdicts: answers.map(({ verdict }) => verdict === "pneumonia"),
      probability,
    };
  });
}

/**
 * Reads `training/out-of-fold.csv`: a table of predictions with each film's fold.
 * @throws RangeError for a table that is not one
 */
export function readOutOfFold(csv: string, networks: readonly Network[], rule: PanelRule): NamedPastFilm[] {
  const folds = columnsOf(csv)("fold");
  return readAnswers(csv, networks, rule).map((film, row) => ({ ...film, fold: folds[row] ?? "" }));
}
