import { test as base } from "@playwright/test";
import { WorkstationPage } from "../pages/workstation.ts";
import { startShell, type RunningShell } from "./shell.ts";

interface Fixtures {
  /** The running product with an empty library. */
  shell: RunningShell;
  /** Its window, entered. */
  workstation: WorkstationPage;
}

/** A test with a running workstation of its own, whose page must not have said any error. */
export const test = base.extend<Fixtures>({
  shell: async ({}, use) => {
    const shell = await startShell();
    await use(shell);
    await shell.stop();
  },
  workstation: async ({ page, shell }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/status of (403|404|507)/.test(message.text()))
        errors.push(message.text());
    });
    const workstation = new WorkstationPage(page);
    await workstation.enter(shell.entryFile);
    await use(workstation);
    base.expect(errors, "errors in the page's console").toEqual([]);
  },
});
export { expect } from "@playwright/test";
