import { test as base, type Page } from "@playwright/test";
import { WorkstationPage } from "../pages/workstation.ts";
import { emptyLibrary } from "./empty-library.ts";
import { startShell, type RunningShell } from "./shell.ts";
import { withExchanges, type Exchange } from "./wire.ts";

interface Fixtures {
  /** The running product with an empty library. */
  shell: RunningShell;
  /** Its window, entered. */
  workstation: WorkstationPage;
  /** What came over the wire into the window so far. */
  exchanges: readonly Exchange[];
}

interface WorkerFixtures {
  /** The running product that `sharingTest` has one test after the other in, and another where it is of no more use. */
  sharedShell: { running: RunningShell };
}

/** Comes in, tells the test, and holds the page to have said no error. */
async function entered(
  page: Page,
  shell: RunningShell,
  use: (workstation: WorkstationPage) => Promise<void>,
): Promise<void> {
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
}

/** A test with a running workstation of its own, whose page must not have said any error. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  sharedShell: [
    async ({}, use) => {
      const shared = { running: await startShell() };
      await use(shared);
      await shared.running.stop();
    },
    { scope: "worker" },
  ],
  shell: async ({}, use) => {
    const shell = await startShell();
    await use(shell);
    await shell.stop();
  },
  workstation: ({ page, shell }, use) => entered(page, shell, use),
  exchanges: ({ page }, use) => withExchanges(page, use),
});

/**
 * The same in a workstation that tests share, its library emptied before each: for stories that change nothing
 * of the workstation itself (readers, department, backends). A deleted study's reads and marks stay: who leaves some has
 * films of their own.
 */
export const sharingTest = test.extend({
  shell: async ({ sharedShell }, use) => {
    if (!(await emptyLibrary(sharedShell.running))) {
      await sharedShell.running.stop();
      sharedShell.running = await startShell();
    }
    await use(sharedShell.running);
  },
});
export { expect } from "@playwright/test";
