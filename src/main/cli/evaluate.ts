import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { evaluation as say } from "../../core/base/messages/evaluation.ts";
import { notCleared } from "../../core/base/messages/shell.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { filmsAtOnce } from "../inference/engine-lanes.ts";
import { ahead } from "./ahead.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";
import { patientOf } from "./evaluate-patient.ts";
import {
  networkObject,
  networkText,
  panelObject,
  panelText,
  summaryObject,
  summaryText,
  type Counts,
} from "./evaluate-report.ts";
import { Tally } from "./evaluate-tally.ts";
import { findFilms, type Found } from "./find-films.ts";
import { foldersOfModels, startEngine, unanswered } from "./networks.ts";
import { failureObject } from "./report.ts";

type EvaluateCommand = Extract<Command, { name: "evaluate" }>;
type FoundFilm = Extract<Found, { kind: "film" }> & { readonly positive: boolean };

const classes = [
  { name: "PNEUMONIA", positive: true },
  { name: "NORMAL", positive: false },
] as const;

async function bothClasses(folder: string, base: string): Promise<void> {
  for (const { name } of classes) {
    const found = await stat(resolve(base, folder, name)).catch(() => null);
    if (!found?.isDirectory()) throw new AppError("usage", { detail: say.noClasses(folder, name) });
  }
}

/**
 * `overread evaluate`: answers every film of known diagnosis, also those that the film check would
 * withhold, and prints each network's and the panel's figures.
 * @param base folder that relative paths start from
 * @returns whether every film was answered by every network
 * @throws AppError usage, model/none, inference/not-running; ReaderGone; job/cancelled on `signal`
 */
export async function evaluate(
  command: EvaluateCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  await bothClasses(command.folder, base);
  const models = await foldersOfModels(command.models, base);
  console.say(notCleared);
  await using engine = await startEngine(models, console);
  const { loaded, own, failures } = engine.models();
  // A rule that was refused takes no network away.
  const refused = failures.filter(({ code }) => code !== "model/panel-rule-invalid");
  if (loaded.length + own.length === 0) throw new AppError("model/none", { folder: models.panel });

  const tally = new Tally(loaded, own);
  const films: FoundFilm[] = [];
  const actual = { pneumonia: 0, normal: 0 };
  let [failed, skipped, allDone] = [0, 0, true];

  const fail = async (path: string, positive: boolean, error: AppError): Promise<void> => {
    allDone = false;
    failed++;
    actual[positive ? "pneumonia" : "normal"]++;
    console.say(error.message);
    if (command.json) await console.line(JSON.stringify(failureObject(path, error)));
  };

  const ask = ({ path, absolute }: FoundFilm): Promise<FilmReading> =>
    engine.classify({ path: absolute, file: path, signal, answerWithheld: true });

  const take = async (
    { path, positive }: FoundFilm,
    end: PromiseSettledResult<FilmReading>,
  ): Promise<void> => {
    try {
      if (end.status === "rejected") throw end.reason;
      const reading = end.value;
      const none = unanswered(reading, models);
      if (none !== null) return await fail(path, positive, none);
      for (const failure of [...reading.failures, ...reading.own.failures]) {
        allDone = false;
        console.say(`${path}: ${failure.message}`);
      }
      actual[positive ? "pneumonia" : "normal"]++;
      tally.add({ positive, patient: patientOf(path) }, reading);
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code === "job/cancelled") throw thrown;
      // DICOM that carries no picture (a DICOMDIR, a report) is no film.
      if (thrown.code === "film/no-pixels") skipped++;
      else await fail(path, positive, thrown);
    }
  };

  for (const { name, positive } of classes) {
    for await (const found of findFilms([join(command.folder, name)], base)) {
      if (signal.aborted) throw new AppError("job/cancelled");
      if (found.kind === "film") films.push({ ...found, positive });
      else if (found.kind === "failed") await fail(found.path, positive, found.error);
      else {
        const { path, films: count, skipped: files, failed: unread } = found.folder;
        skipped += files;
        if (count > 0 || unread > 0) continue;
        allDone = false;
        console.say(new AppError("folder/no-films", { folder: path, files }).message);
      }
    }
  }
  let done = 0;
  console.progress(say.progress(done, films.length));
  for await (const { item, end } of ahead(films, filmsAtOnce, ask)) {
    await take(item, end);
    console.progress(say.progress(++done, films.length));
  }
  console.progress(null);
  if (skipped > 0) console.say(cli.skipped(skipped, command.folder));

  const found = actual.pneumonia + actual.normal;
  const counts: Counts = {
    folder: command.folder,
    films: found,
    failed,
    skipped,
    actual,
    check: tally.check,
    networks: { loaded: loaded.length, own: own.length, refused: refused.length },
  };
  const [networks, panel] = [tally.networks(), tally.panel()];
  if (command.json) {
    for (const network of networks) await console.line(JSON.stringify(networkObject(network, found)));
    await console.line(JSON.stringify(panelObject(panel, found)));
    await console.line(JSON.stringify(summaryObject(counts)));
  } else {
    for (const network of networks) await console.line(networkText(network, found));
    await console.line(panelText(panel, found));
    await console.line(summaryText(counts));
  }
  return allDone;
}
