// The served workstation as `npm start -- --serve` runs it, for the soak: `soak-workstation.ts HOME` keeps
// everything in that folder. It needs no built renderer: what a window asks is asked without one.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { runBrowserShell } from "../src/main/browser/main.ts";

const root = join(import.meta.dirname, "..");
const [home = ""] = process.argv.slice(2);
for (const folder of ["library", "models", "state"]) mkdirSync(join(home, folder), { recursive: true });
process.exit(
  await runBrowserShell({
    library: join(home, "library"),
    ownModelsFolder: join(home, "models"),
    stateFolder: join(home, "state"),
    rendererFolder: join(root, "out", "renderer"),
    packageFile: join(root, "package.json"),
    browser: undefined,
    why: "soak",
  }),
);
