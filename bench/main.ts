// npm run bench -- NAME [--json] [--models DIR] [--count N] [--only TEXT]: measures Overread against a named reference, both in one run.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { modelsFolder } from "../src/main/entry-points.ts";
import { compare, Missing, type Bench, type Comparison, type Figure } from "./compare.ts";

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  latency: async () => (await import("./latency.ts")).latency,
  import: async () => (await import("./import.ts")).importing,
  "first-image": async () => (await import("./first-image.ts")).firstImage,
  inference: async () => (await import("./inference.ts")).inference,
  read: async () => (await import("./read.ts")).read,
  "second-read": async () => (await import("./second-read.ts")).secondRead,
  worklist: async () => (await import("./worklist.ts")).worklist,
};

const say = (message: string): void => {
  process.stderr.write(`bench: ${message}\n`);
};

function show(figure: Figure, json: boolean): void {
  const { name, unit, ours, reference, ratio, bar, holds } = figure;
  if (json) console.log(JSON.stringify(figure));
  else {
    console.log(`${name}: Overread ${ours} ${unit}, ${reference.name} ${reference.value} ${unit}`);
    console.log(`  ratio ${ratio}, bar ${bar}: ${holds ? "holds" : "DOES NOT HOLD"}`);
  }
}

function missing(thrown: unknown): null {
  if (!(thrown instanceof Missing)) throw thrown;
  say(`missing: ${thrown.message}`);
  return null;
}

/** Measures and shows; what it needs and does not find is named. @returns whether the bar holds */
async function measured(comparison: Comparison, json: boolean): Promise<boolean> {
  const figure = await compare(comparison).catch(missing);
  if (figure === null) return false;
  show(figure, json);
  return figure.holds;
}

async function main(): Promise<number> {
  let name: string | undefined;
  let json = false;
  let models = modelsFolder();
  let count: number | undefined;
  let only = "";
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        models: { type: "string" },
        count: { type: "string" },
        only: { type: "string", default: "" },
      },
    });
    name = parsed.positionals.length === 1 ? parsed.positionals[0] : undefined;
    json = parsed.values.json;
    only = parsed.values.only;
    if (parsed.values.count !== undefined) count = Number(parsed.values.count);
    if (count !== undefined && !(Number.isInteger(count) && count > 0)) name = undefined;
    if (parsed.values.models !== undefined) models = resolve(parsed.values.models);
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const load = name === undefined || !Object.hasOwn(benches, name) ? undefined : benches[name];
  if (load === undefined) {
    say(
      `usage: npm run bench -- NAME [--json] [--models DIR] [--count N] [--only TEXT], where NAME is one of ${Object.keys(benches).join(", ")}`,
    );
    return 2;
  }
  let allHold = true;
  try {
    for await (const comparison of (await load())({ models, count, only, say })) {
      if (comparison.name.includes(only) && !(await measured(comparison, json))) allHold = false;
    }
  } catch (thrown) {
    missing(thrown);
    return 1;
  }
  return allHold ? 0 : 1;
}

process.exitCode = await main();
