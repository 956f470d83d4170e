import { AppError } from "../base/errors.ts";
import { firstIssue } from "../base/schema-issue.ts";
import { modelManifest, type ModelManifest } from "./manifest.ts";

/** The graph of every network; other files are its weights. */
export const graphFile = "model.onnx";

/** What the schema's fields cannot say one by one. */
function contradiction(manifest: ModelManifest): string | null {
  const { input, files } = manifest;
  if (input.mean.length !== input.channels) return `input.mean: must have ${input.channels} values`;
  if (input.std.length !== input.channels) return `input.std: must have ${input.channels} values`;
  if (input.percentiles.low >= input.percentiles.high) {
    return "input.percentiles.low: must be below input.percentiles.high";
  }
  const paths = files.map((file) => file.path);
  if (new Set(paths).size !== paths.length) return "files: a path stands there twice";
  if (!paths.includes(graphFile)) return `files: must name ${graphFile}`;
  return null;
}

/**
 * Parses a network's manifest.
 * @param json what `model.json` holds, already through `JSON.parse`
 * @param folder name of the model's folder, for the error's sentence
 * @throws AppError model/manifest-invalid; `detail` names the field ("input.std[0]: ...")
 */
export function parseManifest(json: unknown, folder: string): ModelManifest {
  const parsed = modelManifest.safeParse(json);
  if (!parsed.success) {
    const detail = firstIssue(parsed.error, "the manifest");
    throw new AppError("model/manifest-invalid", { folder, detail });
  }
  const detail = contradiction(parsed.data);
  if (detail !== null) throw new AppError("model/manifest-invalid", { folder, detail });
  return parsed.data;
}
