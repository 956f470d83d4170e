import { defineConfig } from "@playwright/test";
import { findBrowser } from "./src/main/browser/find-browser.ts";

const executablePath = findBrowser();
const inCi = process.env["CI"] === "true";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/end-to-end",
  // The second looks at the end for patients in what the programs of the run said.
  globalSetup: ["./e2e/support/built.ts", "./e2e/support/logs.ts"],
  timeout: 150_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  // A story waits more than it works: two of them take two thirds of the time on two cores.
  workers: 2,
  // On a computer that others use a story may once be too slow; it runs again and is named as flaky.
  retries: inCi ? 1 : 0,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/end-to-end.json" }]],
  // The longest file first, which one of the two goes through alone: by itself it would be the last, with the other idle.
  projects: [
    { name: "networks", testMatch: "backends.spec.ts" },
    { name: "workstation", testIgnore: "backends.spec.ts" },
  ],
  use: {
    viewport: { width: 1600, height: 1000 },
    colorScheme: "dark",
    // The page as it stood at each step: it costs every test that passes, so in CI those alone that run again have it.
    trace: { mode: inCi ? "on-first-retry" : "retain-on-failure", screenshots: false },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--force-color-profile=srgb",
      ],
    },
  },
});
