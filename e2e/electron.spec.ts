import { _electron, expect, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedElectron } from "../scripts/electron-binary.ts";
import { hasDisplay } from "../src/main/browser/find-browser.ts";
import { WorkstationPage } from "./pages/workstation.ts";

const root = join(import.meta.dirname, "..");
const binary = installedElectron();

test("the Electron shell reads a film end to end", async () => {
  test.skip(binary === undefined, "Electron's binary is not here: npm start fetches it where it can be had");
  test.skip(!hasDisplay(), "there is no display");
  test.skip(process.getuid?.() === 0, "Electron does not start its sandbox as root");
  const home = mkdtempSync(join(tmpdir(), "overread-electron-"));
  const env = { ...process.env, OVERREAD_HOME: home } as Record<string, string>;
  const app = await _electron.launch({ executablePath: binary, args: [root], env });
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
