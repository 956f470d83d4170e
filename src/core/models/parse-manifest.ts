import type { z } from "zod";
import { AppError } from "../base/errors.ts";
import { firstIssue } from "../base/schema-issue.ts";
import { modelManifest, ownManifest, type ModelManifest, type NetworkManifest } from "./manifest.ts";

/** The graph of every network; other files are its weights. */
export const graphFile = "model.onnx";

/** What the schema's fields cannot say one by one. */
function contradiction(manifest: NetworkManifest): string | null {
  const { input, files } = manifest;
  if (input.mean.length !== input.channels) return `input.mean: must have ${input.channels} values`;
  if (input.std.length !== input.channels) return `input.std: must have ${input.channels} values`;
  if (input.percentiles !== null && input.percentiles.low >= input.percentiles.high) {
    return "input.percentiles.low: must be below input.percentiles.high";
  }
  const paths = files.map((file) => file.path);
  if (new Set(paths).size !== paths.length) return "files: a path stands there twice";
  if (!paths.includes(graphFile)) return `files: must name ${graphFile}`;
  return null;
}

const parsedBy =
  <Manifest extends NetworkManifest>(schema: z.ZodType<Manifest>) =>
  (json: unknown, folder: string): Manifest => {
    const parsed = schema.safeParse(json);
    if (!parsed.success) {
      const detail = firstIssue(parsed.error, "the manifest");
      throw new AppError("model/manifest-invalid", { folder, detail });
    }
    const detail = contradiction(parsed.data);
    if (detail !== null) throw new AppError("model/manifest-invalid", { folder, detail });
    return parsed.data;
  };

/**
 * Parses the manifest of a network of Overread's.
 * @param json what `model.json` holds, already through `JSON.parse`
 * @param folder name of the model's folder, for the error's sentence
 * @throws AppError model/manifest-invalid; `detail` names the field ("input.std[0]: ...")
 */
export const parseManifest = parsedBy<ModelManifest>(modelManifest);

/** The same for a network of the user's own, which need not say how it was trained. */
export const parseOwnManifest = parsedBy<NetworkManifest>(ownManifest);
