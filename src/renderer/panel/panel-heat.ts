import type { FilmAnswer, HeatMap } from "../../core/api.ts";
import { modelId } from "../../core/base/ids.ts";
import { heatAt, strongestOf } from "../viewer/heat-bitmap.ts";

/** Under this name the panel's own heat map is asked for, beside the networks'. */
export const panelMap = modelId("panel");
const cells = 28;

/**
 * Where the panel's networks look together: the mean of their heat maps, each as shares of its own
 * strongest value, so that none counts more for its scale. The user's own networks are no part of it.
 * @returns null where fewer than two of the panel's networks have a map that speaks for pneumonia
 */
export function panelHeat({ heatMaps, models }: Pick<FilmAnswer, "heatMaps" | "models">): HeatMap | null {
  const counted = heatMaps.filter((map) => models.some(({ id }) => id === map.modelId));
  const strong = counted.flatMap((map) => {
    const most = strongestOf(map);
    return most === null ? [] : [{ map, most }];
  });
  if (strong.length < 2) return null;
  const values = Float32Array.from({ length: cells * cells }, (_, at) => {
    const [x, y] = [((at % cells) + 0.5) / cells, (Math.floor(at / cells) + 0.5) / cells];
    return strong.reduce((sum, { map, most }) => sum + heatAt(map, x, y) / most, 0) / counted.length;
  });
  return { modelId: panelMap, rows: cells, columns: cells, values };
}
