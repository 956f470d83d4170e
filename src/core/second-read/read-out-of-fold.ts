import { agree } from "../agreement/agree.ts";
import type { PanelRule } from "../agreement/panel-rule.ts";
import { verdictOf } from "../models/calibrate.ts";
import type { ModelManifest } from "../models/manifest.ts";
import type { PastFilm } from "./past-cases.ts";

type Network = Pick<ModelManifest, "id" | "title" | "version" | "threshold">;

/** A past film with the group that keeps one patient's films together. */
export interface NamedPastFilm extends PastFilm {
  /** Path of the film inside its data set. */
  readonly film: string;
  readonly fold: string;
}

/**
 * Reads `training/out-of-fold.csv`: a film, its fold, its label (1 pneumonia) and the calibrated
 * probability of each network, in columns named by the networks' ids. Verdicts and the panel's
 * probability are made as the product makes them. A table without folds (`training/test-split.csv`)
 * gives films of no fold.
 * @throws RangeError for a table that is not one
 */
export function readOutOfFold(csv: string, networks: readonly Network[], rule: PanelRule): NamedPastFilm[] {
  const [head = "", ...lines] = csv.trim().split(/\r?\n/);
  const names = head.split(",");
  const column = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new RangeError(`the table of out-of-fold predictions has no column ${name}`);
    return at;
  };
  const members = rule.members.map(({ id }) => {
    const network = networks.find((one) => one.id === id);
    if (network === undefined) throw new RangeError(`the panel's member ${id} is not there`);
    return { network, at: column(id) };
  });
  const [film, label] = ["film", "label"].map(column) as [number, number];
  const fold = names.indexOf("fold");
  return lines.map((line, number) => {
    const cells = line.split(",");
    const answers = members.map(({ network, at }) => {
      const probability = Number(cells[at]);
      if (!(probability >= 0 && probability <= 1))
        throw new RangeError(`line ${number + 2} is not of the table`);
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
    if (probability === null) throw new RangeError(`line ${number + 2} has no answer of the panel`);
    return {
      film: cells[film] ?? "",
      fold: cells[fold] ?? "",
      pneumonia: cells[label] === "1",
      verdicts: answers.map(({ verdict }) => verdict === "pneumonia"),
      probability,
    };
  });
}
