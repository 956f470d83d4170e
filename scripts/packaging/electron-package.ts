import { build, Platform } from "electron-builder";
import { fetchedElectron } from "../electron-binary.ts";
import { direct } from "../packages.ts";
import { root } from "../tool.ts";
import { configuration } from "./electron-config.ts";

const needs = `Packages with Electron need Electron ${direct.devDependencies["electron"]} for this system and electron-builder's tools (NSIS for Windows, AppImage and fpm for Linux), which both fetch once from GitHub's release server. Run this on a network that reaches it, each package on the system that it is for. Without it: npm run package -- --shell browser (Linux).`;

/**
 * Makes the packages with Electron for the system that this runs on. What they carry must have been built.
 * @param testBuild a folder for tests instead, with the inspector open
 * @returns their paths; of a test build none
 * @throws Error with a sentence for the user
 */
export async function buildElectronPackages(testBuild: boolean): Promise<string[]> {
  if (fetchedElectron() === undefined)
    throw new Error(`Electron is not here and could not be fetched. ${needs}`);
  try {
    const targets = Platform.current().createTarget();
    return await build({ projectDir: root, targets, config: configuration({ testBuild }) });
  } catch (error) {
    throw new Error(
      `electron-builder gave up: ${error instanceof Error ? error.message : String(error)}. ${needs}`,
    );
  }
}
