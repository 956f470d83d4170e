import { resolve } from "node:path";
import type { PanelRule } from "../../core/agreement/panel-rule.ts";
import { AppError, asAppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { Golden } from "../../core/models/golden.ts";
import type { FilmSpace } from "../../core/models/film-space.ts";
import type { ModelManifest, NetworkManifest } from "../../core/models/manifest.ts";
import type { Session } from "../../core/models/session.ts";
import type { LoadedNetworks } from "../../core/studies/networks-word.ts";
import { findModels, type FoundModel } from "./find-models.ts";
import { readGolden } from "./prove-network.ts";
import { readModelFiles, type VerifiedModel } from "./read-model.ts";
import { readFilmSpace } from "./read-film-space.ts";
import { readPanelRule } from "./read-panel-rule.ts";

export interface LoadedModel<Manifest extends NetworkManifest = NetworkManifest> {
  readonly manifest: Manifest;
  readonly session: Session;
}

/** A network of the panel with what it is proven on; null where nothing is beside it. */
export interface PanelModel extends LoadedModel<ModelManifest> {
  readonly golden: Golden | null;
}

export interface LoadedModels {
  /** The panel's networks, in its order. */
  readonly models: readonly PanelModel[];
  /** The user's own, by their ids. */
  readonly own: readonly LoadedModel[];
  /** Ids of the user's own that have a manifest, also of those that could not be loaded. */
  readonly ownIds: readonly string[];
  /** The panel's rule beside them; null where there is none, or none that is valid. */
  readonly rule: PanelRule | null;
  /** What the training films look like to one of the networks; null where there is none, or none that is valid. */
  readonly space: FilmSpace | null;
  /** Why the others were refused, and the rule and the space where they were. */
  readonly failures: readonly AppError[];
}

export interface LoadOptions {
  readonly createSession: (model: VerifiedModel) => Promise<Session>;
  /** What runs the panel's networks; without it the CPU does. */
  readonly createPanelSession?: (model: VerifiedModel) => Promise<Session>;
  /** Folders of the user's own networks; they are loaded after the panel's. */
  readonly ownFolders?: readonly string[];
  /** Networks that are not to be loaded: they stopped the process before. */
  readonly excluded?: readonly string[];
  /** Told before each network's files are read and loaded, which is where the process may end. */
  readonly onLoading?: (id: string, done: number, total: number) => void;
  /** Bytes that the files of the user's own networks may come to. */
  readonly ownBytes?: number;
}

/**
 * While they are loaded the files are held twice, as read and by the runtime; with more, the process
 * would come to the memory at which it is replaced after a film, and be replaced after every one.
 */
const usualOwnBytes = 2 ** 29;

/** The first one found beside the networks; one that is refused is told and takes no network away. */
async function firstBeside<Found>(
  folders: readonly string[],
  read: (folder: string) => Promise<Found | null>,
  code: "model/panel-rule-invalid" | "model/film-space-invalid",
  failures: AppError[],
): Promise<Found | null> {
  try {
    for (const folder of folders) {
      const found = await read(folder);
      if (found !== null) return found;
    }
  } catch (thrown) {
    failures.push(asAppError(thrown, code, { folder: folders.join(", "), detail: String(thrown) }));
  }
  return null;
}

const bytesOf = ({ files }: NetworkManifest): number => files.reduce((all, file) => all + file.bytes, 0);

/**
 * Loads networks one after the other; one that is refused does not keep the others away. The largest comes first:
 * loading takes several times a network's size for a moment, best while nothing else is there, the next one's files
 * included.
 * @returns in the order given
 */
async function loadAll<Manifest extends NetworkManifest>(
  found: readonly FoundModel<Manifest>[],
  { createSession, excluded, onLoading }: LoadOptions,
  failures: AppError[],
): Promise<LoadedModel<Manifest>[]> {
  const loaded = new Map<string, LoadedModel<Manifest>>();
  const largestFirst = found.toSorted((a, b) => bytesOf(b.manifest) - bytesOf(a.manifest));
  for (const [at, { manifest, folder }] of largestFirst.entries()) {
    try {
      if (excluded?.includes(manifest.id) === true) {
        throw new AppError("model/load-failed", { model: manifest.id, detail: say.stoppedProcess() });
      }
      const verified = await readModelFiles(folder, manifest);
      onLoading?.(manifest.id, at, largestFirst.length);
      loaded.set(manifest.id, { manifest, session: await createSession(verified) });
    } catch (thrown) {
      failures.push(asAppError(thrown, "model/load-failed", { model: manifest.id, detail: String(thrown) }));
    }
  }
  return found.flatMap(({ manifest: { id } }) => loaded.get(id) ?? []);
}

/** The panel's networks with their golden films; one whose file of them is broken is refused. */
async function withGolden(
  loaded: readonly LoadedModel<ModelManifest>[],
  found: readonly FoundModel<ModelManifest>[],
  failures: AppError[],
): Promise<PanelModel[]> {
  const models: PanelModel[] = [];
  for (const model of loaded) {
    const { id } = model.manifest;
    const folder = found.find(({ manifest }) => manifest.id === id)?.folder ?? "";
    try {
      models.push({ ...model, golden: await readGolden(folder, model.manifest) });
    } catch (thrown) {
      failures.push(asAppError(thrown, "model/load-failed", { model: id, detail: String(thrown) }));
      await model.session.release();
    }
  }
  return models;
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

/** The panel's folders, each once, and the networks that are found in them and in the user's own. */
async function findIn(folders: readonly string[], own: readonly string[], failures: AppError[]) {
  const parents = [...new Set(folders.map((folder) => resolve(folder)))];
  const others = own.map((folder) => resolve(folder));
  return { parents, found: await findModels(parents, others, failures) };
}

/**
 * Loads every network in the given folders and the panel's rule beside them; what is refused does not
 * keep the others away. Of two networks with one id the first found is taken, the panel's before the
 * user's own.
 * @param folders folders of the panel's model folders
 */
export async function loadModels(folders: readonly string[], options: LoadOptions): Promise<LoadedModels> {
  const failures: AppError[] = [];
  const { parents, found } = await findIn(folders, options.ownFolders ?? [], failures);
  const { createPanelSession: createSession = options.createSession } = options;
  const sessions = await loadAll(found.panel, { ...options, createSession }, failures);
  const models = await withGolden(sessions, found.panel, failures);
  if (models.length === 0 && failures.length === 0 && parents.length > 0) {
    failures.push(new AppError("model/none", { folder: folders.join(", ") }));
  }
  const rule = await firstBeside(parents, readPanelRule, "model/panel-rule-invalid", failures);
  const space = await firstBeside(parents, readFilmSpace, "model/film-space-invalid", failures);
  const fitting = withinBytes(found.own, options.ownBytes ?? usualOwnBytes, failures);
  const own = await loadAll(fitting, options, failures);
  return { models, own, ownIds: found.own.map(({ manifest }) => manifest.id), rule, space, failures };
}

/**
 * What `loadModels` will have loaded if it refuses nothing: by the manifests, without a look into the networks' files.
 * @param own folders of the user's own
 */
export async function installedNetworks(
  folders: readonly string[],
  own: readonly string[],
): Promise<LoadedNetworks> {
  // Whoever loads them tells.
  const failures: AppError[] = [];
  const { parents, found } = await findIn(folders, own, failures);
  const space = await firstBeside(parents, readFilmSpace, "model/film-space-invalid", failures);
  return {
    loaded: found.panel.map(({ manifest }) => manifest),
    own: withinBytes(found.own, usualOwnBytes, failures).map(({ manifest }) => manifest),
    rule: await firstBeside(parents, readPanelRule, "model/panel-rule-invalid", failures),
    space: space?.file.sha256 ?? null,
  };
}
