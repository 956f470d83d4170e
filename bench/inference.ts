// The networks as the product runs them, against onnxruntime-node alone and against PyTorch.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bareNetworks } from "./bare.ts";
import type { Bench } from "./compare.ts";
import { benchFilms } from "./films.ts";
import { heatMapCost } from "./heat-map-cost.ts";
import { onBackends } from "./inference-backends.ts";
import { latency } from "./inference-latency.ts";
import { loading } from "./inference-load.ts";
import { throughput } from "./inference-throughput.ts";

/**
 * Loading, then single films by network and by panel, what the heat maps cost, many films, and the other backends.
 * Every process is warm except where loading is what is measured.
 */
export const inference: Bench = async function* ({ models, only, say }) {
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-"));
  try {
    const networks = await bareNetworks(models);
    say(`networks: ${networks.map(({ id }) => id).join(", ")}`);
    yield* loading({ models, say });
    const films = await benchFilms(folder);
    yield* latency({ models, say, networks, films });
    yield* heatMapCost({ models, say, folder });
    yield* throughput({ models, say, folder });
    for (const film of films.slice(0, 1)) yield* onBackends({ models, only, say, networks, film });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
