import { agree } from "../../core/agreement/agree.ts";
import type { ModelAnswer } from "../../core/agreement/agreement.ts";
import { AppError, asAppError, toWire, type WireError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { Film, Frame } from "../../core/dicom/film.ts";
import { displayedGrey } from "../../core/dicom/displayed-grey.ts";
import { answerOf, withheldAnswer } from "../../core/models/calibrate.ts";
import { checkFilm, usualSide } from "../../core/models/check-film.ts";
import { preprocess, type GreyImage, type InputSpec } from "../../core/models/preprocess.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import type { LoadedModel, LoadedModels } from "./load-models.ts";

export interface Classifier extends Pick<LoadedModels, "own" | "ownIds" | "rule"> {
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

/** Preprocesses once for all networks that take the same input. */
function inputsOf(image: GreyImage): (spec: InputSpec) => Float32Array {
  const made = new Map<string, Float32Array>();
  return (spec) => {
    const key = keyOf(spec);
    const input = made.get(key) ?? preprocess(image, spec);
    made.set(key, input);
    return input;
  };
}

interface Answers {
  readonly models: ModelAnswer[];
  readonly failures: WireError[];
}

const stopped = (model: string): WireError =>
  toWire(new AppError("inference/failed", { model, detail: say.stoppedProcess() }));

/** The panel's networks first: the user's own cost them nothing but time. */
async function askAll(image: GreyImage, { models, own, ownIds, skip, onRun }: Classifier) {
  const inputFor = inputsOf(image);
  const heatMaps: FilmReading["heatMaps"] = [];
  const ask = async (loaded: readonly LoadedModel[], skipped: readonly string[]): Promise<Answers> => {
    const out: Answers = { models: [], failures: skipped.map(stopped) };
    for (const { manifest, session } of loaded) {
      const model = manifest.id;
      if (skip.includes(model)) continue;
      try {
        onRun(model);
        const { logits, heatMap } = await session.run(inputFor(manifest.input));
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
 * Asks the networks about a film's first frame. The film check comes first; where it withholds, no
 * network runs and every answer is null, unless `answerWithheld` asks for all of them (the check's
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
  const image = { rows, columns, grey: displayedGrey(film, frame) };
  const check = checkFilm(film, frame, image, sideOf(classifier.models));
  const checked = now();
  const asked = check.verdict !== "withhold" || classifier.answerWithheld === true;
  const answers = asked ? await askAll(image, classifier) : withheld(classifier);
  const { sopInstanceUid } = film.attributes;
  return {
    film: {
      kind: film.kind,
      rows: film.rows,
      columns: film.columns,
      ...(sopInstanceUid === undefined ? {} : { sopInstanceUid }),
    },
    check,
    ...answers,
    agreement: agree(answers.models, answers.failures.length, classifier.rule),
    ms: { decode: elapsed + checked - start, infer: now() - checked },
  };
}
