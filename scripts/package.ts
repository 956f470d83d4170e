// npm run package: installers with Electron for the system that this runs on; with --shell browser a package of
// the workstation that opens in the installed browser.
import { statSync } from "node:fs";
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { buildBrowserPackage } from "./packaging/browser-package.ts";
import { buildElectronPackages } from "./packaging/electron-package.ts";
import { root } from "./tool.ts";

const usage = "usage: npm run package -- [--shell browser | --test-build]";
const say = (text: string): void => console.error(`overread: ${text}`);

interface Asked {
  readonly browser: boolean;
  readonly testBuild: boolean;
}

function asked(): Asked | undefined {
  const options = { shell: { type: "string" }, "test-build": { type: "boolean", default: false } } as const;
  try {
    const { shell, "test-build": testBuild } = parseArgs({ options }).values;
    const known = shell === undefined || shell === "electron" || (shell === "browser" && !testBuild);
    return known ? { browser: shell === "browser", testBuild } : undefined;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function main(): Promise<number> {
  const wish = asked();
  if (wish === undefined) {
    say(usage);
    return 2;
  }
  if (!(await build())) return 1;
  try {
    const files = wish.browser ? [await buildBrowserPackage()] : await buildElectronPackages(wish.testBuild);
    for (const file of files)
      say(`${relative(root, file)} is made (${(statSync(file).size / 1e6).toFixed(0)} MB).`);
    if (wish.testBuild)
      say("dist/test-build is made. Its inspector is open: it is for tests, never for readers.");
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

process.exit(await main());
