import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, asAppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { ModelManifest, NetworkManifest } from "../../core/models/manifest.ts";
import { manifestFile, readManifest, readOwnManifest } from "./read-model.ts";

/** A network's folder whose manifest is valid; its files have not been looked at. */
export interface FoundModel<Manifest extends NetworkManifest> {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The panel's order, and the names that no other network may have; further networks follow by their ids. */
const order = ["cnn", "mobilenetv2", "resnet50", "alexnet"];
const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
const byPlace = (a: FoundModel<NetworkManifest>, b: FoundModel<NetworkManifest>): number =>
  place(a.manifest.id) - place(b.manifest.id) || (a.manifest.id < b.manifest.id ? -1 : 1);

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A folder of model folders, or one model's folder. Folders without a manifest are none of ours. */
async function modelFoldersIn(folder: string): Promise<string[]> {
  if (await exists(join(folder, manifestFile))) return [folder];
  const names = await readdir(folder).catch(() => []);
  const inside = names.sort().map((name) => join(folder, name));
  const models = await Promise.all(inside.map((path) => exists(join(path, manifestFile))));
  return inside.filter((_, index) => models[index]);
}

/**
 * The networks of the panel's folders, then the user's own; those that are refused are put among
 * `failures`. Nobody else's network may be called as one of Overread's: who reads "resnet50" must be
 * able to trust that it is the one that was measured.
 * @param own folders of the user's own; one that is the panel's as well is the panel's
 */
export async function findModels(
  panel: readonly string[],
  own: readonly string[],
  failures: AppError[],
): Promise<{ panel: FoundModel<ModelManifest>[]; own: FoundModel<NetworkManifest>[] }> {
  const taken = new Set<string>();
  async function inFolders<Manifest extends NetworkManifest>(
    parents: readonly string[],
    read: (folder: string) => Promise<Manifest>,
    reserved: readonly string[],
  ): Promise<FoundModel<Manifest>[]> {
    const found: FoundModel<Manifest>[] = [];
    for (const folder of (await Promise.all(parents.map(modelFoldersIn))).flat()) {
      try {
        const manifest = await read(folder);
        const { id } = manifest;
        const fault = reserved.includes(id) ? say.nameTaken(id) : taken.has(id) ? say.idTwice(id) : null;
        if (fault !== null) throw new AppError("model/manifest-invalid", { folder, detail: fault });
        taken.add(id);
        found.push({ folder, manifest });
      } catch (thrown) {
        failures.push(asAppError(thrown, "model/manifest-invalid", { folder, detail: String(thrown) }));
      }
    }
    return found.sort(byPlace);
  }
  const others = [...new Set(own)].filter((folder) => !panel.includes(folder));
  return {
    panel: await inFolders(panel, readManifest, []),
    own: await inFolders(others, readOwnManifest, order),
  };
}
