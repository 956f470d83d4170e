import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import type { ModelManifest } from "../../core/models/manifest.ts";
import { parseManifest } from "../../core/models/parse-manifest.ts";

export const manifestFile = "model.json";
const manifestLimit = 1 << 20;

/** A network whose files are those that its manifest describes. */
export interface VerifiedModel {
  readonly manifest: ModelManifest;
  /** Path as in the manifest -> the bytes that were hashed. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads and parses a model folder's manifest.
 * @throws AppError model/manifest-invalid, model/file-missing
 */
export async function readManifest(folder: string): Promise<ModelManifest> {
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
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      "model/manifest-invalid",
      { folder: name, detail: say.notJson(manifestFile) },
      { cause },
    );
  }
  return parseManifest(json, name);
}

/**
 * Reads a network's files and holds them against its manifest: inside the folder, also where a
 * symbolic link leads; the size first, then SHA-256. What is answered are the bytes that were hashed,
 * so that nothing can be exchanged between the check and the use.
 * @throws AppError model/manifest-invalid, model/file-missing, model/hash-mismatch
 */
export async function readModelFiles(folder: string, manifest: ModelManifest): Promise<VerifiedModel> {
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
    let content: Uint8Array;
    try {
      content = await readFile(real);
    } catch (cause) {
      throw new AppError("model/file-missing", problem, { cause });
    }
    const found = createHash("sha256").update(content).digest("hex");
    if (found !== sha256) throw new AppError("model/hash-mismatch", problem);
    files.set(path, content);
  }
  return { manifest, files };
}
