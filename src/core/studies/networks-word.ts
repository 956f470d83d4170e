import type { PanelRule } from "../agreement/panel-rule.ts";
import type { ModelManifest } from "../models/manifest.ts";

/**
 * Raised whenever the film check, the preprocessing or the agreement change what they say of a film:
 * answers made under other rules are then made anew.
 */
const rules = 1;

/**
 * Everything that decides what the loaded networks answer, as text: their manifests (files' hashes,
 * calibration and thresholds included) in the order of their ids, the panel's rule, and the rules
 * around them.
 * Null where no network is loaded: then there is no panel.
 */
export function describeNetworks(
  loaded: readonly ModelManifest[],
  panelRule: PanelRule | null,
): string | null {
  if (loaded.length === 0) return null;
  const manifests = [...loaded].sort((a, b) => (a.id < b.id ? -1 : 1));
  // Without a rule there is no word of it: answers from before there was one stay as they are.
  return JSON.stringify({ rules, manifests, ...(panelRule === null ? {} : { panelRule }) });
}
