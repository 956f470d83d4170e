import type { Locator, Page } from "@playwright/test";

/** More stops than any page has: a round through all of them. */
const round = 250;

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Moves the focus onto an element by Tab alone, as somebody without a pointer does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < round; stops++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${String(target)}`);
}

/** Chooses a tab of a list: Tab to the one that is chosen, then by arrow. */
export async function arrowTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const list = target.locator("xpath=ancestor::*[@role='tablist']");
  await tabTo(page, list.getByRole("tab", { selected: true }));
  for (let stops = 0; stops < round; stops++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`no arrow leads to ${String(target)}`);
}

/** Presses a button: Tab to it, then Enter. */
export async function enter(page: Page, testid: string, index = 0): Promise<void> {
  await tabTo(page, page.getByTestId(testid).nth(index));
  await page.keyboard.press("Enter");
}

/** Types into a field: Tab to it, then the keys. */
export async function type(page: Page, testid: string, text: string): Promise<void> {
  await tabTo(page, page.getByTestId(testid));
  await page.keyboard.type(text);
}
