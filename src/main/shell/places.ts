import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import type { Log } from "../../core/base/ports.ts";
import { layout } from "../store/library-folder.ts";
import { settleMove } from "../store/place/move-library.ts";
import { readPlace } from "../store/place/stored-place.ts";

/** Where this user's Overread keeps what it keeps. */
export interface Places {
  /** The library: database and film files. */
  readonly library: string;
  /** Somebody chose the library's place: it is there already, and none is begun in its stead. */
  readonly chosen: boolean;
  /** The user's own networks, a folder each. */
  readonly models: string;
  /** The shell's own: browser profile, entry file, log. */
  readonly state: string;
}

/**
 * The user's places by the platform's custom; `OVERREAD_HOME` moves all of them, and the library has the place that was chosen for
 * it. The folders are made, readable by this user alone; a chosen place is not: its disk may not be connected.
 * @throws AppError library/place-unreadable
 */
export async function userPlaces(env: NodeJS.ProcessEnv = process.env): Promise<Places> {
  const home = homeOf(env);
  const [models, state] = [ownModelsFolder(env), join(home, "state")];
  for (const folder of [home, models, state]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const { folder } = readPlace(state);
  const library = folder ?? join(home, "library");
  if (folder === null) await mkdir(library, { recursive: true, mode: 0o700 });
  return { library, chosen: folder !== null, models, state };
}

/**
 * The user's library, to be opened: what a move that was cut off left is removed first.
 * @throws AppError library/place-gone where the chosen place does not hold it; library/place-unreadable
 */
export async function libraryToOpen(state: string, log: Log, env?: NodeJS.ProcessEnv): Promise<string> {
  await settleMove(state, log);
  const { library, chosen } = await userPlaces(env);
  if (chosen && !existsSync(layout.database(library)))
    throw new AppError("library/place-gone", { folder: library });
  return library;
}

/**
 * Where the user's own networks lie. With the user, not with a library: whoever opens a library that
 * somebody else gave them runs nobody else's networks.
 */
export const ownModelsFolder = (env: NodeJS.ProcessEnv = process.env): string => join(homeOf(env), "models");

const homeOf = (env: NodeJS.ProcessEnv): string => resolve(env["OVERREAD_HOME"] ?? defaultHome(env));

function defaultHome(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Overread");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Overread");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "overread");
}
