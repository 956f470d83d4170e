import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Tiny random networks, written by make_models.py. */
export const fixturesFolder = fileURLToPath(new URL("./fixtures", import.meta.url));

/** Networks that must be stopped, by the same script. */
export const hostileFolder = fileURLToPath(new URL("./hostile", import.meta.url));

const hostile = ["outside", "nested", "huge", "greedy", "nan"] as const;
export type Fixture = "tiny" | "failing" | "three" | (typeof hostile)[number];
const folderOf = (name: Fixture): string =>
  join(hostile.some((one) => one === name) ? hostileFolder : fixturesFolder, name);

/** Runs `work` in a throw-away folder that holds copies of the named networks. */
export async function withModels<Result>(
  names: readonly Fixture[],
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "overread-models-"));
  try {
    for (const name of names) await cp(folderOf(name), join(folder, name), { recursive: true });
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
