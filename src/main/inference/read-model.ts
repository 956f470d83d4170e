import { readFile, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { ModelManifest, NetworkManifest } from "../../core/models/manifest.ts";
import { outsideWeights } from "../../core/models/onnx-weights.ts";
import { graphFile, parseManifest, parseOwnManifest } from "../../core/models/parse-manifest.ts";

export const manifestFile = "model.json";
const manifestLimit = 1 << 20;

/** A network whose files are those that its manifest describes. */
export interface VerifiedModel {
  readonly manifest: NetworkManifest;
  /** Path as in the manifest -> the bytes that were hashed. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads and parses the manifest in the folder of a network of Overread's.
 * @throws AppError model/manifest-invalid, model/file-missing
 */
export const readManifest = async (folder: string): Promise<ModelManifest> =>
  parseManifest(await manifestJson(folder), basename(folder));

/** The same for a network of the user's own. */
export const readOwnManifest = async (folder: string): Promise<NetworkManifest> =>
  parseOwnManifest(await manifestJson(folder), basename(folder));

async function manifestJson(folder: string): Promise<unknown> {
  const name = basename(folder);
  const path = join(folder, manifestFile);
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > manifestLimit) {
      throw new AppError("model/manifest-invalid", { folder: name, detail: say.tooLong(manifestFile) });
    }
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("model/file-missing", { model: name, file: manifestFile }, { cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError(
      "model/manifest-invalid",
      { folder: name, detail: say.notJson(manifestFile) },
      { cause },
    );
  }
}

/** What a graph would read from the disk without our having hashed it; null where there is nothing. */
function unseenWeights(files: ReadonlyMap<string, Uint8Array>): string | null {
  const weights = outsideWeights(files.get(graphFile) ?? new Uint8Array());
  if (weights === null) return say.notOnnx(graphFile);
  const [nested] = weights.nested;
  if (nested !== undefined) return say.nested(nested);
  const unlisted = [...weights.files].find((file) => !files.has(file));
  return unlisted === undefined ? null : say.unlisted(unlisted);
}

/**
 * Reads a network's files and holds them against its manifest: inside the folder, also where a
 * symbolic link leads; the size first, then SHA-256. What is answered are the bytes that were hashed,
 * so that nothing can be exchanged between the check and the use. The graph takes its weights from
 * these files and from nowhere else.
 * @throws AppError model/manifest-invalid, model/file-missing, model/hash-mismatch, model/load-failed
 */
export async function readModelFiles(folder: string, manifest: NetworkManifest): Promise<VerifiedModel> {
  const root = await realpath(folder);
  const files = new Map<string, Uint8Array>();
  for (const { path, bytes, sha256 } of manifest.files) {
    const problem = { model: manifest.id, file: path };
    let real: string;
    let size: number;
    try {
      real = await realpath(join(root, path));
      size = (await stat(real)).size;
    } catch (cause) {
      throw new AppError("model/file-missing", problem, { cause });
    }
    if (!real.startsWith(root + sep)) {
      throw new AppError("model/manifest-invalid", { folder: basename(folder), detail: say.outside(path) });
    }
    if (size !== bytes) throw new AppError("model/hash-mismatch", problem);
    let content: Uint8Array<ArrayBuffer>;
    try {
      content = await readFile(real);
    } catch (cause) {
      throw new AppError("model/file-missing", problem, { cause });
    }
    // Web Crypto hashes in a thread of its own, while another network is being loaded.
    const digest = await crypto.subtle.digest("SHA-256", content);
    if (Buffer.from(digest).toString("hex") !== sha256) throw new AppError("model/hash-mismatch", problem);
    files.set(path, content);
  }
  const unseen = unseenWeights(files);
  if (unseen !== null) throw new AppError("model/load-failed", { model: manifest.id, detail: unseen });
  return { manifest, files };
}
