// npm run third-party: writes THIRD_PARTY.md, the licences of everything that Overread carries, from npm's own data.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { carried, type CarriedPackage } from "./packages.ts";
import { isMain, root } from "./tool.ts";

/** A package's line in the table. */
export const line = ({ name, version, licence }: CarriedPackage): string =>
  `| ${name} | ${version} | ${licence} |`;

/** The licence and notice files of an installed package, as it brings them. */
function texts({ folder }: CarriedPackage): string[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(at, file), "utf8").replaceAll("\r\n", "\n").trim())
    .filter((text) => text !== "");
}

/** THIRD_PARTY.md: a line for each package, then each text once, under the packages that bring it. */
function written(packages: readonly CarriedPackage[]): string {
  const owners = new Map<string, string[]>();
  const silent: string[] = [];
  for (const one of packages) {
    const found = texts(one);
    if (found.length === 0) silent.push(one.name);
    for (const text of found) owners.set(text, [...(owners.get(text) ?? []), `${one.name} ${one.version}`]);
  }
  const fence = (text: string): string => {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const ticks = "`".repeat(longest + 1);
    return `${ticks}text\n${text}\n${ticks}`;
  };
  return [
    "# Licences of the packages that Overread carries",
    "",
    "Written by `npm run third-party` from package-lock.json and the packages' own licence files; not to be edited by hand. It lists what main",
    "needs at run time, what is bundled into the renderer, Electron and Node, and everything that these ask for. Electron's binary brings the",
    "licences of Chromium in `LICENSES.chromium.html` beside it. The networks' weights are Overread's own (CC BY 4.0, after their data).",
    "",
    "| Package | Version | Licence |",
    "|---|---|---|",
    ...packages.map(line),
    "",
    `These bring no licence file in their package, only the licence's name above: ${silent.join(", ")}. Node's packages for`,
    "other systems than the one on which this was written stand under the text of the one that was installed.",
    "",
    ...[...owners].flatMap(([text, names]) => [`## ${names.join(", ")}`, "", fence(text), ""]),
  ].join("\n");
}

if (isMain(import.meta.url)) {
  const packages = carried();
  writeFileSync(join(root, "THIRD_PARTY.md"), written(packages));
  console.error(`overread: THIRD_PARTY.md lists ${packages.length} packages.`);
}
