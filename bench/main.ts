// npm run bench -- NAME [--json]: measures Overread against a named reference, both in one run.
import { parseArgs } from "node:util";
import { compare, Missing, type Bench, type Figure } from "./compare.ts";

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  read: async () => (await import("./read.ts")).read,
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

async function main(): Promise<number> {
  let name: string | undefined;
  let json = false;
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: { json: { type: "boolean", default: false } },
    });
    name = parsed.positionals.length === 1 ? parsed.positionals[0] : undefined;
    json = parsed.values.json;
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const load = name === undefined || !Object.hasOwn(benches, name) ? undefined : benches[name];
  if (load === undefined) {
    say(`usage: npm run bench -- NAME [--json], where NAME is one of ${Object.keys(benches).join(", ")}`);
    return 2;
  }
  let allHold = true;
  try {
    for await (const comparison of (await load())(say)) {
      const figure = await compare(comparison);
      show(figure, json);
      allHold &&= figure.holds;
    }
  } catch (thrown) {
    if (!(thrown instanceof Missing)) throw thrown;
    say(`missing: ${thrown.message}`);
    return 1;
  }
  return allHold ? 0 : 1;
}

process.exitCode = await main();
