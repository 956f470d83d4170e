import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./tool.ts";

const fetchTimeout = 120_000;
const folder = join(root, "node_modules", "electron");

/** Electron's binary, if it is here. */
export function installedElectron(): string | undefined {
  const pathFile = join(folder, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const binary = join(folder, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : undefined;
}

/** Electron's binary, fetched from its release server where it is not here yet and can be had. */
export function fetchedElectron(): string | undefined {
  const here = installedElectron();
  if (here !== undefined) return here;
  spawnSync(process.execPath, [join(folder, "install.js")], { timeout: fetchTimeout, stdio: "ignore" });
  return installedElectron();
}
