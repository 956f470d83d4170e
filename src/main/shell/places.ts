import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where this user's Overread keeps what it keeps. */
export interface Places {
  /** The library: database and film files. */
  readonly library: string;
  /** The shell's own: browser profile, entry file, log. */
  readonly state: string;
}

/**
 * The user's places by the platform's custom; `OVERREAD_HOME` moves all of them.
 * Both folders are made, readable by this user alone.
 */
export async function userPlaces(env: NodeJS.ProcessEnv = process.env): Promise<Places> {
  const home = env["OVERREAD_HOME"] ?? defaultHome(env);
  const places = { library: join(home, "library"), state: join(home, "state") };
  for (const folder of [home, places.library, places.state])
    await mkdir(folder, { recursive: true, mode: 0o700 });
  return places;
}

function defaultHome(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32")
    return join(env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local"), "Overread");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Overread");
  return join(env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "overread");
}
