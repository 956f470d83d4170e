import { agree } from "../../core/agreement/agree.ts";
import type { ModelAnswer } from "../../core/agreement/agreement.ts";
import type { PanelRule } from "../../core/agreement/panel-rule.ts";
import { AppError, asAppError, toWire, type WireError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { Film, Frame } from "../../core/dicom/film.ts";
import { displayedGrey } from "../../core/dicom/displayed-grey.ts";
import { answerOf, withheldAnswer } from "../../core/models/calibrate.ts";
import { checkFilm, usualSide } from "../../core/models/check-film.ts";
import { preprocess, type GreyImage, type InputSpec } from "../../core/models/preprocess.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import type { LoadedModel } from "./load-models.ts";

export interface Classifier {
  readonly models: readonly LoadedModel[];
  /** The panel's rule; equal weights where it is null or does not apply. */
  readonly rule: PanelRule | null;
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
  readonly answers: ModelAnswer[];
  readonly heatMaps: FilmReading["heatMaps"];
  readonly failures: WireError[];
}

async function askAll(image: GreyImage, { models, skip, onRun }: Classifier): Promise<Answers> {
  const inputFor = inputsOf(image);
  const out: Answers = { answers: [], heatMaps: [], failures: [] };
  for (const model of skip) {
    out.failures.push(toWire(new AppError("inference/failed", { model, detail: say.stoppedProcess() })));
  }
  for (const { manifest, session } of models) {
    const model = manifest.id;
    if (skip.includes(model)) continue;
    try {
      const input = inputFor(manifest.input);
      onRun(model);
      const { logits, heatMap } = await session.run(input);
      out.answers.push(answerOf(manifest, logits));
      if (heatMap !== undefined) {
        const { rows, columns, values } = heatMap;
        out.heatMaps.push({ modelId: model, rows, columns, values: Float32Array.from(values) });
      }
    } catch (thrown) {
      out.failures.push(toWire(asAppError(thrown, "inference/failed", { model, detail: String(thrown) })));
    }
  }
  return out;
}

/**
 * Asks the networks about a film's first frame. The film check comes first; where it withholds, no
 * network runs and every answer is null, unless `answerWithheld` asks for all of them (the check's
 * verdict still says withhold). A network that fails leaves the others' answers standing.
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
  const { answers, heatMaps, failures } =
    check.verdict === "withhold" && classifier.answerWithheld !== true
      ? {
          answers: classifier.models.map(({ manifest }) => withheldAnswer(manifest)),
          heatMaps: [],
          failures: [],
        }
      : await askAll(image, classifier);
  const { sopInstanceUid } = film.attributes;
  return {
    film: {
      kind: film.kind,
      rows: film.rows,
      columns: film.columns,
      ...(sopInstanceUid === undefined ? {} : { sopInstanceUid }),
    },
    check,
    models: answers,
    agreement: agree(answers, failures.length, classifier.rule),
    heatMaps,
    failures,
    ms: { decode: elapsed + checked - start, infer: now() - checked },
  };
}
