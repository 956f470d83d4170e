import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasDisplay } from "../src/main/browser/find-browser.ts";
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

/** The program that `npm run package -- --test-build` has packed for this system, if it has. */
export function testBuild(): string | undefined {
  const places = [
    "linux-unpacked/overread",
    "win*-unpacked/Overread.exe",
    "mac*/Overread.app/Contents/MacOS/Overread",
  ];
  return places.flatMap((place) => globSync(join(root, "dist", "test-build", place)))[0];
}

/** Why Electron cannot be driven here by a test; undefined where it can. */
export function whyNoElectron(): string | undefined {
  if (installedElectron() === undefined)
    return "Electron's binary is not here: npm start fetches it where it can be had";
  if (!hasDisplay()) return "there is no display";
  return process.getuid?.() === 0 ? "Electron does not start its sandbox as root" : undefined;
}
