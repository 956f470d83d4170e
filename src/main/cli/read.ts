import { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { notCleared } from "../../core/base/messages/shell.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { filmsAtOnce } from "../inference/engine-lanes.ts";
import { ahead } from "./ahead.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";
import { findFilms, type Found } from "./find-films.ts";
import { foldersOfModels, startEngine, unanswered } from "./networks.ts";
import { failureObject, filmObject, filmText } from "./report.ts";

type ReadCommand = Extract<Command, { name: "read" }>;

/**
 * `overread read`: films in their order, each reported as soon as it and those before it are answered.
 * @param base folder that relative paths start from
 * @returns whether every file was done
 * @throws AppError usage, inference/not-running; ReaderGone; job/cancelled on `signal`
 */
export async function read(
  command: ReadCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const models = await foldersOfModels(command.models, base);
  console.say(notCleared);
  await using engine = await startEngine(models, console);
  let allDone = true;

  const fail = async (path: string, error: AppError): Promise<void> => {
    allDone = false;
    if (command.json) await console.line(JSON.stringify(failureObject(path, error)));
    else console.say(error.message);
  };

  /** @returns null for what is no film */
  const ask = async (found: Found): Promise<FilmReading | null> =>
    found.kind === "film" ? engine.classify({ path: found.absolute, file: found.path, signal }) : null;

  const report = async (
    { path, inFolder }: Extract<Found, { kind: "film" }>,
    end: PromiseSettledResult<FilmReading | null>,
  ): Promise<void> => {
    try {
      if (end.status === "rejected") throw end.reason;
      const reading = end.value;
      if (reading === null) return;
      const none = unanswered(reading, models);
      if (none !== null) return await fail(path, none);
      for (const failure of [...reading.failures, ...reading.own.failures]) {
        allDone = false;
        console.say(`${path}: ${failure.message}`);
      }
      const film = filmObject(path, reading);
      await console.line(command.json ? JSON.stringify(film) : filmText(film));
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code === "job/cancelled") throw thrown;
      // DICOM that carries no picture (a DICOMDIR, a report) is no film: in a folder it is passed by.
      if (inFolder !== null && thrown.code === "film/no-pixels") {
        inFolder.films--;
        inFolder.skipped++;
      } else await fail(path, thrown);
    }
  };

  for await (const { item: found, end } of ahead(findFilms(command.paths, base), filmsAtOnce, ask)) {
    if (signal.aborted) throw new AppError("job/cancelled");
    if (found.kind === "film") await report(found, end);
    else if (found.kind === "failed") await fail(found.path, found.error);
    else {
      const { path, films, skipped, failed } = found.folder;
      if (skipped > 0) console.say(cli.skipped(skipped, path));
      if (films === 0 && failed === 0) {
        allDone = false;
        console.say(new AppError("folder/no-films", { folder: path, files: skipped }).message);
      }
    }
  }
  return allDone;
}
