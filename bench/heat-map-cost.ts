// What a heat map costs: each network as it is carried against the part of its graph that its logits need.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bareNetworks, type BareNetwork } from "./bare.ts";
import { milliseconds, Missing, type BenchOptions, type Comparison } from "./compare.ts";

const script = fileURLToPath(new URL("./reference/logits_only.py", import.meta.url));

/** @throws Missing without Debian's python3-onnx */
function writeLogitsOnly(network: Omit<BareNetwork, "run">, folder: string): string {
  const path = join(folder, `${network.id}-logits.onnx`);
  const args = [script, join(network.folder, "model.onnx"), path, network.input, network.logits];
  const { status, stderr } = spawnSync("/usr/bin/python3", args, { encoding: "utf8" });
  if (status !== 0) throw new Missing(`python3-onnx: ${stderr.trim().split("\n").at(-1) ?? ""}`);
  return path;
}

/** The bar is the panel's: all maps in at most 30 % more time than all logits alone. */
export async function* heatMapCost(
  options: BenchOptions & { readonly folder: string },
): AsyncGenerator<Comparison> {
  const { models, folder } = options;
  const networks = await bareNetworks(models);
  const logits = await bareNetworks(models, { graphOf: (network) => writeLogitsOnly(network, folder) });
  const runAll = (list: readonly BareNetwork[]) => () =>
    milliseconds(async () => {
      for (const { run } of list) await run();
    });
  const of = (id: string, list: readonly BareNetwork[]) => list.filter((network) => network.id === id);
  const subjects = networks.map(({ id }) => [id, of(id, networks), of(id, logits)] as const);
  for (const [name, whole, part] of [...subjects, ["panel", networks, logits] as const]) {
    yield {
      name: `${name}, logits, features and heat map`,
      unit: "ms",
      ours: runAll(whole),
      reference: { name: "the logits alone", run: runAll(part) },
      bar: { side: "<=", value: 1.3 },
      warmUps: 3,
      rounds: 25,
    };
  }
}
