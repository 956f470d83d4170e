import { basename } from "node:path";
import type { Item } from "./import-job.ts";
import { walk } from "./walk.ts";

/** What is to be imported from named files and folders of the computer. */
export async function* pathItems(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Item> {
  for await (const found of walk(paths, signal)) {
    if (found.kind !== "file") {
      yield found;
      continue;
    }
    const { path, folder } = found;
    yield { kind: "film", source: { kind: "file", path, file: basename(path) }, path, folder };
  }
}
