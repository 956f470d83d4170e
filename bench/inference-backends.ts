// The panel on the backends of the hidden window: Overread's reading of a film against the networks' runs there alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inferenceWindow } from "../e2e/support/inference-window.ts";
import { build } from "../scripts/build.ts";
import type { WindowBackend } from "../src/core/inference-exchange.ts";
import { preprocess } from "../src/core/models/preprocess.ts";
import { modelManifest } from "../src/core/models/manifest.ts";
import { findBrowser } from "../src/main/browser/find-browser.ts";
import { Engine } from "../src/main/inference/engine.ts";
import type { BareNetwork } from "./bare.ts";
import { milliseconds, Missing, type BenchOptions, type Comparison } from "./compare.ts";
import type { BenchFilm } from "./films.ts";
import { answered } from "./inference-latency.ts";

interface BackendsOptions extends BenchOptions {
  readonly networks: readonly BareNetwork[];
  readonly film: BenchFilm;
}

/** A graphics processor in software takes minutes for a film: it shows that the way works, not how fast it is. */
const measured: Readonly<Record<WindowBackend, Pick<Comparison, "warmUps" | "rounds">>> = {
  wasm: { warmUps: 2, rounds: 9 },
  webgpu: { warmUps: 0, rounds: 1 },
};
/** Milliseconds that loading and one run may take. */
const patience = { load: 600_000, run: 600_000 };

export async function* onBackends({
  models,
  networks,
  film,
  only = "",
  say,
}: BackendsOptions): AsyncGenerator<Comparison> {
  const wanted = (["wasm", "webgpu"] as const)
    .map((backend) => ({ backend, name: `panel with heat maps and film check on ${backend}, ${film.name}` }))
    .filter(({ name }) => name.includes(only));
  if (wanted.length === 0) return;
  if (findBrowser() === undefined) throw new Missing("a Chromium or Chrome (apt-get install chromium)");
  // The hidden window's page is one of the build's.
  if (!(await build())) throw new Error("the workstation could not be built");
  const log = { info: () => {}, warn: say, error: say };
  const inputs = networks.map(({ id, folder }) => {
    const { input } = modelManifest.parse(JSON.parse(readFileSync(join(folder, "model.json"), "utf8")));
    const grey = new Float32Array(Uint8Array.from(readFileSync(film.grey)).buffer);
    return { id, values: preprocess({ rows: film.rows, columns: film.columns, grey }, input) };
  });
  for (const { backend, name } of wanted) {
    const window = await inferenceWindow(patience);
    const limits = { start: 4 * patience.load, request: 4 * patience.run };
    const engine = await Engine.start({
      modelsFolders: [models],
      log,
      backends: [backend],
      window: window.networks,
      limits,
    });
    try {
      say(`${backend}: ${(await window.networks.abilities()).adapter ?? "no graphics processor"}`);
      yield {
        name,
        unit: "ms",
        ours: () => milliseconds(() => answered(engine, film, networks.length)),
        reference: {
          name: "sum of onnxruntime-web runs alone, in the same window",
          run: () =>
            milliseconds(async () => {
              for (const { id, values } of inputs) await window.networks.run(backend, id, values.slice());
            }),
        },
        bar: { side: "<=", value: 1.3 },
        ...measured[backend],
      };
    } finally {
      await engine.close();
      await window.close();
    }
  }
}
