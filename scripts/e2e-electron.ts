// npm run e2e:electron: the story of a film in Electron itself, and in the packed test build where there is one.
import { build } from "./build.ts";
import { whyNoElectron } from "./electron-binary.ts";
import { tool } from "./tool.ts";

const reason = whyNoElectron();
if (reason !== undefined) {
  console.log(`\n*** end-to-end tests in Electron SKIPPED: ${reason} ***\n`);
  process.exit(0);
}
if (!(await build())) process.exit(1);
process.exit((await tool("@playwright/test/cli.js", ["test", "e2e/electron.spec.ts"])).code);
