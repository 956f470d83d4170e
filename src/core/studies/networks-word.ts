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

/** What of a manifest decides an answer; how the network was trained and what it was measured to be worth does not. */
const deciding = ({
  id,
  version,
  title,
  input,
  outputs,
  calibration: { method, temperature },
  threshold: { value },
  files,
}: NetworkManifest) => ({ id, version, title, input, outputs, method, temperature, threshold: value, files });

const byId = (manifests: readonly NetworkManifest[]): unknown[] =>
  [...manifests].sort((a, b) => (a.id < b.id ? -1 : 1)).map(deciding);

const rulesDeciding = ({ version, members, temperature, offset, threshold }: PanelRule) => ({
  version,
  members,
  temperature,
  offset,
  threshold,
});

/**
 * Everything that decides what the loaded networks answer, as text: of their manifests (files' hashes,
 * calibration and thresholds included) in the order of their ids and of the panel's rule what decides, the film
 * space, and the rules around them. Null where no network is loaded: then there is no panel.
 */
export function describeNetworks({ loaded, own, rule, space }: LoadedNetworks): string | null {
  if (loaded.length === 0 && own.length === 0) return null;
  // What is absent leaves no trace: answers from before there was such a thing stay as they are.
  return JSON.stringify({
    rules,
    manifests: byId(loaded),
    ...(rule === null ? {} : { panelRule: rulesDeciding(rule) }),
    ...(space === null ? {} : { filmSpace: space }),
    ...(own.length === 0 ? {} : { own: byId(own) }),
  });
}
