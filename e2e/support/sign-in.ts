import type { Page } from "@playwright/test";
import { expect } from "./test.ts";

/** Signs a reader in by keyboard, and waits for the worklist behind it. */
export async function signIn(page: Page, name: string | RegExp, secret: string): Promise<void> {
  await expect(page.getByTestId("sign-in")).toBeVisible();
  const option = page.getByTestId("sign-in-reader").locator("option").filter({ hasText: name });
  await page.getByTestId("sign-in-reader").selectOption((await option.getAttribute("value")) ?? "");
  await page.getByTestId("sign-in-secret").focus();
  await page.keyboard.type(secret);
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("sign-in")).toHaveCount(0);
  await expect(page.getByTestId("worklist-row").first()).toBeVisible();
}
