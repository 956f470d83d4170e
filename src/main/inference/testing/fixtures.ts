import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Tiny random networks, written by make_models.py. */
export const fixturesFolder = fileURLToPath(new URL("./fixtures", import.meta.url));

export type Fixture = "tiny" | "failing" | "three";

/** Runs `work` in a throw-away folder that holds copies of the named networks. */
export async function withModels<Result>(
  names: readonly Fixture[],
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "overread-models-"));
  try {
    for (const name of names) await cp(join(fixturesFolder, name), join(folder, name), { recursive: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
