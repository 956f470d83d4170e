import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError, asAppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { ModelManifest } from "../../core/models/manifest.ts";
import type { Session } from "../../core/models/session.ts";
import { manifestFile, readManifest, readModelFiles, type VerifiedModel } from "./read-model.ts";

export interface LoadedModel {
  readonly manifest: ModelManifest;
  readonly session: Session;
}

export interface LoadedModels {
  readonly models: readonly LoadedModel[];
  /** Why the others were refused. */
  readonly failures: readonly AppError[];
}

export interface LoadOptions {
  readonly createSession: (model: VerifiedModel) => Promise<Session>;
  /** Networks that are not to be loaded: they stopped the process before. */
  readonly excluded?: readonly string[];
  /** Told before each network is loaded, which is where native code may end the process. */
  readonly onLoading?: (id: string) => void;
}

/** The panel's order; other networks follow by their ids. */
const order = ["cnn", "mobilenetv2", "resnet50", "alexnet"];
const place = ({ id }: ModelManifest): number => (order.includes(id) ? order.indexOf(id) : order.length);
const byPlace = (a: Described, b: Described): number =>
  place(a.manifest) - place(b.manifest) || (a.manifest.id < b.manifest.id ? -1 : 1);

const bytes = ({ files }: ModelManifest): number => files.reduce((sum, file) => sum + file.bytes, 0);
/** The largest first: loading takes several times a network's size for a moment, best while nothing else is there. */
const bySize = (a: Described, b: Described): number => bytes(b.manifest) - bytes(a.manifest) || byPlace(a, b);

interface Described {
  readonly manifest: ModelManifest;
}

interface Found extends Described {
  readonly folder: string;
}

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
 * Loads every network in the given folders; one that is refused does not keep the others away. Of two
 * networks with one id the first found is taken.
 * @param folders folders of model folders, the product's own first
 */
export async function loadModels(folders: readonly string[], options: LoadOptions): Promise<LoadedModels> {
  const failures: AppError[] = [];
  const found: Found[] = [];
  for (const parent of new Set(folders.map((folder) => resolve(folder)))) {
    for (const folder of await modelFoldersIn(parent)) {
      try {
        const manifest = await readManifest(folder);
        const { id } = manifest;
        if (found.some((other) => other.manifest.id === id)) {
          throw new AppError("model/manifest-invalid", { folder, detail: say.idTwice(id) });
        }
        found.push({ folder, manifest });
      } catch (thrown) {
        failures.push(asAppError(thrown, "model/manifest-invalid", { folder, detail: String(thrown) }));
      }
    }
  }
  const models: LoadedModel[] = [];
  for (const { folder, manifest } of found.sort(bySize)) {
    try {
      if (options.excluded?.includes(manifest.id)) {
        throw new AppError("model/load-failed", { model: manifest.id, detail: say.stoppedProcess() });
      }
      const verified = await readModelFiles(folder, manifest);
      options.onLoading?.(manifest.id);
      models.push({ manifest, session: await options.createSession(verified) });
    } catch (thrown) {
      failures.push(asAppError(thrown, "model/load-failed", { model: manifest.id, detail: String(thrown) }));
    }
  }
  if (models.length === 0 && failures.length === 0) {
    failures.push(new AppError("model/none", { folder: folders.join(", ") }));
  }
  return { models: models.sort(byPlace), failures };
}
