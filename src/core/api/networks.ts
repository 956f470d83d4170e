import { z } from "zod";
import { panelRule } from "../agreement/panel-rule.ts";
import { modelId, readerId } from "../base/ids.ts";
import { modelManifest, ownManifest } from "../models/manifest.ts";
import { wireError } from "../models/reading.ts";

export const modelSummary = z.object({
  id: z.string().transform(modelId),
  title: z.string(),
  version: z.string(),
  threshold: z.number(),
  limits: z.string(),
});

export const appInfo = z.object({
  version: z.string(),
  shell: z.enum(["electron", "browser", "cli"]),
  reader: z.object({ id: z.string().transform(readerId), name: z.string() }),
  library: z.string(),
  models: z.array(modelSummary),
  /** The user's own networks, which are not the panel's. */
  ownModels: z.array(modelSummary),
  /** Why networks were refused or could not be loaded. */
  modelFailures: z.array(wireError),
  /** What a window is told when it comes: what was said before it came, nobody saw. */
  warnings: z.array(wireError),
});
export type AppInfo = z.output<typeof appInfo>;

/** What is known of the networks that are loaded, whoever reads: nothing of any study stands in it. */
export const modelCards = z.object({
  networks: z.array(modelManifest),
  /** The panel's rule; null where the networks are pooled plainly. */
  panel: panelRule.nullable(),
  /** The user's own networks, which are not the panel's. */
  own: z.array(ownManifest),
  /** Why networks were refused or could not be loaded. */
  failures: z.array(wireError),
});
export type ModelCards = z.output<typeof modelCards>;
