import { _electron, expect, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedElectron, testBuild, whyNoElectron } from "../scripts/electron-binary.ts";
import { WorkstationPage } from "./pages/workstation.ts";

const root = join(import.meta.dirname, "..");
const packed = testBuild();
const programs = [
  { name: "the Electron shell reads a film end to end", executablePath: installedElectron(), args: [root] },
  ...(packed === undefined
    ? []
    : [{ name: "so does the packed test build", executablePath: packed, args: [] }]),
];

for (const { name, executablePath, args } of programs)
  test(name, async () => {
    const reason = whyNoElectron();
    test.skip(reason !== undefined, reason);
    const home = mkdtempSync(join(tmpdir(), "overread-electron-"));
    const env = { ...process.env, OVERREAD_HOME: home } as Record<string, string>;
    const app = await _electron.launch({ executablePath, args, env });
    try {
      const page = await app.firstWindow();
      expect(page.url()).toBe("overread://app/");
      const workstation = new WorkstationPage(page);
      await expect(page.getByTestId("not-cleared")).toBeVisible();
      await page.getByTestId("phantoms").click();
      await workstation.importEnded();
      await workstation.openStudy(0);
      await expect(workstation.sealed).toBeVisible();
      await workstation.commitRead("p");
      await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });
      await workstation.keep("21-electron");
    } finally {
      await app.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  });
