import { agree } from "../../core/agreement/agree.ts";
import type { ModelAnswer } from "../../core/agreement/agreement.ts";
import { AppError, asAppError, toWire, type WireError } from "../../core/base/errors.ts";
import { Room } from "../../core/base/room.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { Film, Frame } from "../../core/dicom/film.ts";
import { displayedGrey } from "../../core/dicom/displayed-grey.ts";
import { answerOf, withheldAnswer } from "../../core/models/calibrate.ts";
import { checkFilm, judge, usualSide } from "../../core/models/check-film.ts";
import { reason, type CheckReason } from "../../core/models/film-check.ts";
import { checkFeatures } from "../../core/models/film-space.ts";
import type { Answer } from "../../core/models/session.ts";
import { preprocess, type GreyImage, type InputSpec } from "../../core/models/preprocess.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import type { LoadedModel, LoadedModels } from "./load-models.ts";

export interface Classifier extends Pick<LoadedModels, "own" | "ownIds" | "rule" | "space"> {
  /** The panel's networks. */
  readonly models: readonly LoadedModel[];
  /** Ids of networks that are not asked, since they stopped the process on this film. */
  readonly skip: readonly string[];
  /** Ask the networks also where the film check withholds; false where absent. */
  readonly answerWithheld?: boolean;
  /** Told before each network runs. */
  readonly onRun: (id: string) => void;
}

/** The shorter side of the largest input. */
const sideOf = (models: readonly LoadedModel[]): number =>
  models.length === 0
    ? usualSide
    : Math.max(...models.map(({ manifest: { input } }) => Math.min(input.width, input.height)));

/** What makes two networks' inputs the same: all of the spec but the tensor's name. */
const keyOf = (spec: InputSpec): string => JSON.stringify({ ...spec, name: null });

/** Of the film that is asked about: one at a time. */
const greyLevels = Room.own();

type Ask = (network: LoadedModel) => Promise<Answer>;

/** Asks each network once, however often its answer is wanted; preprocesses once for all that take the same input. */
function askOnce(image: GreyImage, onRun: Classifier["onRun"]): Ask {
  const inputs = new Map<string, Float32Array>();
  const inputFor = (spec: InputSpec): Float32Array => {
    const key = keyOf(spec);
    const input = inputs.get(key) ?? preprocess(image, spec);
    inputs.set(key, input);
    return input;
  };
  const asked = new Map<LoadedModel, Promise<Answer>>();
  return (network) => {
    const before = asked.get(network);
    if (before !== undefined) return before;
    onRun(network.manifest.id);
    const answer = network.session.run(inputFor(network.manifest.input));
    asked.set(network, answer);
    return answer;
  };
}

interface Answers {
  readonly models: ModelAnswer[];
  readonly failures: WireError[];
}

const stopped = (model: string): WireError =>
  toWire(new AppError("inference/failed", { model, detail: say.stoppedProcess() }));

/** The panel's networks first: the user's own cost them nothing but time. */
async function askAll(askOne: Ask, { models, own, ownIds, skip }: Classifier) {
  const heatMaps: FilmReading["heatMaps"] = [];
  const ask = async (loaded: readonly LoadedModel[], skipped: readonly string[]): Promise<Answers> => {
    const out: Answers = { models: [], failures: skipped.map(stopped) };
    for (const network of loaded) {
      const { manifest } = network;
      const model = manifest.id;
      if (skip.includes(model)) continue;
      try {
        const { logits, heatMap } = await askOne(network);
        out.models.push(answerOf(manifest, logits));
        if (heatMap !== undefined) {
          const { rows, columns, values } = heatMap;
          heatMaps.push({ modelId: model, rows, columns, values: values.map((value) => Math.max(0, value)) });
        }
      } catch (thrown) {
        out.failures.push(toWire(asAppError(thrown, "inference/failed", { model, detail: String(thrown) })));
      }
    }
    return out;
  };
  const panel = await ask(
    models,
    skip.filter((id) => !ownIds.includes(id)),
  );
  const others = await ask(
    own,
    skip.filter((id) => ownIds.includes(id)),
  );
  return { ...panel, own: others, heatMaps };
}

/** No network was asked. */
const withheld = ({ models, own }: Classifier) => {
  const all = (loaded: readonly LoadedModel[]): Answers => ({
    models: loaded.map(({ manifest }) => withheldAnswer(manifest)),
    failures: [],
  });
  return { ...all(models), own: all(own), heatMaps: [] };
};

/**
 * What the features of the space's network say against the film. A film that cannot be compared is never
 * passed silently; without a space there is nothing to compare with.
 */
async function compare(askOne: Ask, { models, skip, space }: Classifier): Promise<CheckReason[]> {
  if (space === null) return [];
  const { id, version } = space.network;
  const network = models.find(({ manifest }) => manifest.id === id && manifest.version === version);
  const notCompared = reason("warn", "notCompared", network?.manifest.title ?? id);
  if (network === undefined || skip.includes(id)) return [notCompared];
  const answer = await askOne(network).catch(() => null);
  return answer?.features?.length === space.mean.length
    ? checkFeatures(space, answer.features)
    : [notCompared];
}

/**
 * Asks the networks about a film's first frame. The film check comes first: header and grey levels,
 * and where they pass, the features' distance to the training films. Where it withholds, every answer is null, unless `answerWithheld` asks for all of them (the check's
 * verdict still says withhold). A network that fails leaves the others' answers standing. The check is
 * made for the panel's networks; the user's own count neither in it nor in the agreement.
 * @param elapsed milliseconds that reading and decoding took so far
 * @param now milliseconds of a steady clock
 */
export async function classifyFilm(
  film: Film,
  frame: Frame,
  classifier: Classifier,
  now: () => number,
  elapsed: number,
): Promise<FilmReading> {
  const start = now();
  const { rows, columns } = frame;
  const image = { rows, columns, grey: displayedGrey(film, frame, greyLevels) };
  const askOne = askOnce(image, classifier.onRun);
  const answerAll = classifier.answerWithheld === true;
  const reasons = checkFilm(film, frame, image, sideOf(classifier.models));
  const checked = now();
  const goesOn = answerAll || judge(reasons).verdict !== "withhold";
  const verdict = judge(goesOn ? [...reasons, ...(await compare(askOne, classifier))] : reasons);
  const asked = answerAll || verdict.verdict !== "withhold";
  const answers = asked ? await askAll(askOne, classifier) : withheld(classifier);
  const { sopInstanceUid } = film.attributes;
  return {
    film: {
      kind: film.kind,
      rows: film.rows,
      columns: film.columns,
      ...(sopInstanceUid === undefined ? {} : { sopInstanceUid }),
    },
    check: verdict,
    ...answers,
    agreement: agree(answers.models, answers.failures.length, classifier.rule),
    ms: { decode: elapsed + checked - start, infer: now() - checked },
  };
}
