import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";
import {
  differenceFrom,
  golden,
  goldenFile,
  goldenFilm,
  type Golden,
  type GoldenVector,
} from "../../core/models/golden.ts";
import type { ModelManifest } from "../../core/models/manifest.ts";
import { preprocess } from "../../core/models/preprocess.ts";
import type { Session } from "../../core/models/session.ts";

const sizeLimit = 16 << 20;

/**
 * The golden vectors beside a network's manifest; null where there are none.
 * @throws AppError model/load-failed where the file is not of that form, or another version's
 */
export async function readGolden(folder: string, { id, version }: ModelManifest): Promise<Golden | null> {
  const path = join(folder, goldenFile);
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  const refuse = (detail: string, cause?: unknown) =>
    new AppError("model/load-failed", { model: id, detail }, { cause });
  if (found.size > sizeLimit) throw refuse(say.tooLong(goldenFile));
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw refuse(say.notJson(goldenFile), cause);
  }
  const parsed = golden.safeParse(json);
  if (!parsed.success || parsed.data.vectors.some((vector) => grey(vector).length !== size(vector))) {
    throw refuse(say.notGolden(goldenFile), parsed.error);
  }
  if (parsed.data.model !== id || parsed.data.version !== version) {
    throw refuse(say.otherVersion(goldenFile));
  }
  return parsed.data;
}

const grey = (vector: GoldenVector): Uint8Array => Buffer.from(vector.grey, "base64");
const size = ({ width, height }: GoldenVector): number => width * height;

/** A network's input for a golden vector. */
export const goldenInput = (vector: GoldenVector, { input }: ModelManifest): Float32Array =>
  preprocess(goldenFilm(vector, grey(vector)), input);

/**
 * How far a session's answer of a golden vector is from PyTorch's.
 * @throws AppError inference/failed, inference/backend-lost
 */
export const proveOn = async (
  vector: GoldenVector,
  manifest: ModelManifest,
  session: Session,
): Promise<number> => differenceFrom(vector, await session.run(goldenInput(vector, manifest)));
