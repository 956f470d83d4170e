import type { Page } from "@playwright/test";
import { tabTo } from "./keyboard.ts";
import { expect } from "./test.ts";

/** Signs a reader in by keyboard alone, and waits for the worklist behind it. */
export async function signIn(page: Page, name: string | RegExp, secret: string): Promise<void> {
  await expect(page.getByTestId("sign-in")).toBeVisible();
  const readers = page.getByTestId("sign-in-reader");
  await tabTo(page, readers);
  const wanted = readers.locator("option").filter({ hasText: name });
  const place = await wanted.evaluate((option) => (option as HTMLOptionElement).index);
  await page.keyboard.press("Home");
  for (let at = 0; at < place; at++) await page.keyboard.press("ArrowDown");
  await expect(readers).toHaveValue((await wanted.getAttribute("value")) ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("sign-in-secret")).toBeFocused();
  await page.keyboard.type(secret);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("sign-in")).toHaveCount(0);
  await expect(page.getByTestId("worklist-row").first()).toBeVisible();
}
