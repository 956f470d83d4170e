import type { PanelRule } from "../agreement/panel-rule.ts";
import type { NetworkManifest } from "../models/manifest.ts";

/**
 * Raised whenever the film check, the preprocessing or the agreement change what they say of a film:
 * answers made under other rules are then made anew.
 */
const rules = 2;

/** The networks that are loaded, and how the panel makes one answer of its own. */
export interface LoadedNetworks {
  readonly loaded: readonly NetworkManifest[];
  /** The user's own, beside the panel. */
  readonly own: readonly NetworkManifest[];
  readonly rule: PanelRule | null;
  /** Hash of what the training films look like to one of them (`core/models/film-space.ts`). */
  readonly space: string | null;
}

const byId = (manifests: readonly NetworkManifest[]): NetworkManifest[] =>
  [...manifests].sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Everything that decides what the loaded networks answer, as text: their manifests (files' hashes,
 * calibration and thresholds included) in the order of their ids, the panel's rule, the film space,
 * and the rules around them. Null where no network is loaded: then there is no panel.
 */
export function describeNetworks({ loaded, own, rule, space }: LoadedNetworks): string | null {
  if (loaded.length === 0 && own.length === 0) return null;
  // What is absent leaves no trace: answers from before there was such a thing stay as they are.
  return JSON.stringify({
    rules,
    manifests: byId(loaded),
    ...(rule === null ? {} : { panelRule: rule }),
    ...(space === null ? {} : { filmSpace: space }),
    ...(own.length === 0 ? {} : { own: byId(own) }),
  });
}
