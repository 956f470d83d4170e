import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds on a page against WCAG 2.1 AA: rule and places. */
export async function violations(page: Page): Promise<string[]> {
  // A colour on its way to another one stands for neither theme.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ effect, playState }) => {
      return playState !== "running" || effect?.getComputedTiming().iterations === Infinity;
    }),
  );
  // "Legacy": in one go, without a page of axe's own in which what it found in frames is put together. There are none.
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    .analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
