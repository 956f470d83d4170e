import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where this user's Overread keeps what it keeps. */
export interface Places {
  /** The library: database and film files. */
  readonly library: string;
  /** The user's own networks, a folder each. */
  readonly models: string;
  /** The shell's own: browser profile, entry file, log. */
  readonly state: string;
}

/**
 * The user's places by the platform's custom; `OVERREAD_HOME` moves all of them.
 * The folders are made, readable by this user alone.
 */
export async function userPlaces(env: NodeJS.ProcessEnv = process.env): Promise<Places> {
  const home = homeOf(env);
  const places = { library: join(home, "library"), models: ownModelsFolder(env), state: join(home, "state") };
  for (const folder of [home, places.library, places.models, places.state])
    await mkdir(folder, { recursive: true, mode: 0o700 });
  return places;
}

/**
 * Where the user's own networks lie. With the user, not with a library: whoever opens a library that
 * somebody else gave them runs nobody else's networks.
 */
export const ownModelsFolder = (env: NodeJS.ProcessEnv = process.env): string => join(homeOf(env), "models");

const homeOf = (env: NodeJS.ProcessEnv): string => env["OVERREAD_HOME"] ?? defaultHome(env);

function defaultHome(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Overread");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Overread");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "overread");
}
