import { resolve } from "node:path";
import type { PanelRule } from "../../core/agreement/panel-rule.ts";
import { AppError, asAppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { ModelManifest, NetworkManifest } from "../../core/models/manifest.ts";
import type { Session } from "../../core/models/session.ts";
import { findModels, type FoundModel } from "./find-models.ts";
import { readModelFiles, type VerifiedModel } from "./read-model.ts";
import { readPanelRule } from "./read-panel-rule.ts";

export interface LoadedModel<Manifest extends NetworkManifest = NetworkManifest> {
  readonly manifest: Manifest;
  readonly session: Session;
}

export interface LoadedModels {
  /** The panel's networks, in its order. */
  readonly models: readonly LoadedModel<ModelManifest>[];
  /** The user's own, by their ids. */
  readonly own: readonly LoadedModel[];
  /** Ids of the user's own that have a manifest, also of those that could not be loaded. */
  readonly ownIds: readonly string[];
  /** The panel's rule beside them; null where there is none, or none that is valid. */
  readonly rule: PanelRule | null;
  /** Why the others were refused, and the rule where it was. */
  readonly failures: readonly AppError[];
}

export interface LoadOptions {
  readonly createSession: (model: VerifiedModel) => Promise<Session>;
  /** Folders of the user's own networks; they are loaded after the panel's. */
  readonly ownFolders?: readonly string[];
  /** Networks that are not to be loaded: they stopped the process before. */
  readonly excluded?: readonly string[];
  /** Told before each network's files are read and loaded, which is where the process may end. */
  readonly onLoading?: (id: string) => void;
  /** Bytes that the files of the user's own networks may come to. */
  readonly ownBytes?: number;
}

/**
 * While they are loaded the files are held twice, as read and by the runtime; with more, the process
 * would come to the memory at which it is replaced after a film, and be replaced after every one.
 */
const usualOwnBytes = 2 ** 29;

/** The first rule found; one that is refused is told and takes no network away. */
async function ruleIn(folders: readonly string[], failures: AppError[]): Promise<PanelRule | null> {
  try {
    for (const folder of folders) {
      const rule = await readPanelRule(folder);
      if (rule !== null) return rule;
    }
  } catch (thrown) {
    const params = { folder: folders.join(", "), detail: String(thrown) };
    failures.push(asAppError(thrown, "model/panel-rule-invalid", params));
  }
  return null;
}

const bytesOf = ({ files }: NetworkManifest): number => files.reduce((all, file) => all + file.bytes, 0);

/**
 * Loads networks one after the other; one that is refused does not keep the others away. The largest comes first:
 * loading takes several times a network's size for a moment, best while nothing else is there.
 * @returns in the order given
 */
async function loadAll<Manifest extends NetworkManifest>(
  found: readonly FoundModel<Manifest>[],
  { createSession, excluded, onLoading }: LoadOptions,
  failures: AppError[],
): Promise<LoadedModel<Manifest>[]> {
  const loaded = new Map<string, LoadedModel<Manifest>>();
  const largestFirst = found.toSorted((a, b) => bytesOf(b.manifest) - bytesOf(a.manifest));
  for (const { folder, manifest } of largestFirst) {
    try {
      if (excluded?.includes(manifest.id)) {
        throw new AppError("model/load-failed", { model: manifest.id, detail: say.stoppedProcess() });
      }
      onLoading?.(manifest.id);
      const verified = await readModelFiles(folder, manifest);
      loaded.set(manifest.id, { manifest, session: await createSession(verified) });
    } catch (thrown) {
      failures.push(asAppError(thrown, "model/load-failed", { model: manifest.id, detail: String(thrown) }));
    }
  }
  return found.flatMap(({ manifest: { id } }) => loaded.get(id) ?? []);
}

/** The user's own networks as long as their files fit into what they may come to. */
function withinBytes(
  found: readonly FoundModel<NetworkManifest>[],
  limit: number,
  failures: AppError[],
): FoundModel<NetworkManifest>[] {
  let sum = 0;
  return found.filter(({ manifest }) => {
    const bytes = bytesOf(manifest);
    const fits = sum + bytes <= limit;
    if (fits) sum += bytes;
    else {
      const detail = say.tooManyBytes(sum + bytes, limit);
      failures.push(new AppError("model/load-failed", { model: manifest.id, detail }));
    }
    return fits;
  });
}

/**
 * Loads every network in the given folders and the panel's rule beside them; what is refused does not
 * keep the others away. Of two networks with one id the first found is taken, the panel's before the
 * user's own.
 * @param folders folders of the panel's model folders
 */
export async function loadModels(folders: readonly string[], options: LoadOptions): Promise<LoadedModels> {
  const failures: AppError[] = [];
  const parents = [...new Set(folders.map((folder) => resolve(folder)))];
  const others = (options.ownFolders ?? []).map((folder) => resolve(folder));
  const found = await findModels(parents, others, failures);
  const models = await loadAll(found.panel, options, failures);
  if (models.length === 0 && failures.length === 0 && parents.length > 0) {
    failures.push(new AppError("model/none", { folder: folders.join(", ") }));
  }
  const rule = await ruleIn(parents, failures);
  const fitting = withinBytes(found.own, options.ownBytes ?? usualOwnBytes, failures);
  const own = await loadAll(fitting, options, failures);
  return { models, own, ownIds: found.own.map(({ manifest }) => manifest.id), rule, failures };
}
