import type { Agreement } from "../../core/agreement/agreement.ts";
import { majorityVote, plainAverage } from "../../core/agreement/other-rules.ts";
import { evaluate, type EvaluatedFilm, type Evaluation } from "../../core/agreement/metrics/evaluation.ts";
import { wilsonInterval } from "../../core/agreement/metrics/wilson.ts";
import type { NetworkManifest } from "../../core/models/manifest.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { Random } from "../../core/phantom/random.ts";

/** A film whose diagnosis is known from the folder that it lies in. */
export interface KnownFilm {
  readonly positive: boolean;
  readonly patient: string;
}

/** Resamples are the same for every network and for every run. */
const seed = 1;
const levels = ["unanimous", "majority", "split"] as const;
type Level = (typeof levels)[number];

type Network = Pick<NetworkManifest, "id" | "title" | "version" | "threshold">;
interface Answer {
  readonly probability: number | null;
  readonly verdict: Agreement["verdict"];
}

/** What the panel's rule is measured beside. */
const otherRules = [
  { rule: "plainAverage", answer: plainAverage },
  { rule: "majorityVote", answer: majorityVote },
] as const;

/** Gathers answers about known films, for each network and for the panel. */
export class Tally {
  readonly #networks: readonly Network[];
  readonly #own: readonly Network[];
  readonly #answers = new Map<string, EvaluatedFilm[]>();
  readonly #panel: EvaluatedFilm[] = [];
  readonly #others = otherRules.map((rule) => ({ ...rule, films: [] as EvaluatedFilm[] }));
  readonly #thresholds = new Set<number>();
  readonly #levels: { level: Level; right: boolean }[] = [];
  readonly #check: Record<FilmReading["check"]["verdict"], number> = { ok: 0, warn: 0, withhold: 0 };

  /** @param own the user's own networks: measured as the others are, and not in the panel */
  constructor(networks: readonly Network[], own: readonly Network[] = []) {
    this.#networks = networks;
    this.#own = own;
    for (const { id } of [...networks, ...own]) this.#answers.set(id, []);
  }

  add(film: KnownFilm, { check, models, own, agreement }: FilmReading): void {
    const take = (answers: EvaluatedFilm[] | undefined, { probability, verdict }: Answer): void => {
      if (probability === null || verdict === null) return;
      answers?.push({ ...film, score: probability, predicted: verdict === "pneumonia" });
    };
    this.#check[check.verdict]++;
    for (const answer of [...models, ...own.models]) take(this.#answers.get(answer.id), answer);
    take(this.#panel, agreement);
    for (const { films, answer } of this.#others) {
      const other = answer(models, this.#networks.length);
      if (other !== null) films.push({ ...film, score: other.probability, predicted: other.pneumonia });
    }
    const { level, verdict, threshold } = agreement;
    if (threshold !== null) this.#thresholds.add(threshold);
    if (level !== null && verdict !== null) {
      this.#levels.push({ level, right: (verdict === "pneumonia") === film.positive });
    }
  }

  /** How many films got each verdict of the film check. */
  get check(): Readonly<Record<FilmReading["check"]["verdict"], number>> {
    return this.#check;
  }

  /** The panel's in its order, then the user's own; `films` in `figures` counts those that the network answered. */
  networks(): { network: Network; own: boolean; figures: Evaluation }[] {
    return [...this.#networks, ...this.#own].map((network, index) => ({
      network,
      own: index >= this.#networks.length,
      figures: this.#evaluate(this.#answers.get(network.id) ?? []),
    }));
  }

  /** `threshold` is null where it was not the same for all films (a network failed on some). */
  panel() {
    const [threshold, ...others] = this.#thresholds;
    return {
      networks: this.#networks.length,
      threshold: others.length > 0 ? null : (threshold ?? null),
      figures: this.#evaluate(this.#panel),
      others: this.#others.map(({ rule, films }) => ({ rule, figures: this.#evaluate(films) })),
      levels: levels.map((level) => {
        const films = this.#levels.filter((film) => film.level === level);
        const right = films.filter((film) => film.right).length;
        const interval = wilsonInterval(right, films.length);
        return {
          level,
          films: films.length,
          right,
          accuracy: films.length === 0 ? null : right / films.length,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
        };
      }),
    };
  }

  #evaluate(films: readonly EvaluatedFilm[]): Evaluation {
    const random = new Random(seed);
    return evaluate(films, () => random.unit());
  }
}

export type NetworkFigures = ReturnType<Tally["networks"]>[number];
export type PanelFigures = ReturnType<Tally["panel"]>;
