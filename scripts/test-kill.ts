// npm run test:kill: kills imports at random moments, 50 times, and holds the library to its word after each.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killImports } from "../src/main/workstation/testing/kill-run.ts";

const kills = Number(process.argv[2] ?? 50);
if (!Number.isInteger(kills) || kills < 1) {
  console.error("usage: npm run test:kill [-- KILLS]");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "overread-kill-"));
try {
  const { killed, libraries } = await killImports(folder, kills, Math.random, (message) => {
    console.log(message);
  });
  console.log(
    `${killed} kills in ${libraries} libraries: nothing was lost, nothing was half there, every import ended.`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
