import type { Page } from "@playwright/test";

/** One request of a page and its answer, as text: around the JSON stand its length and padding. */
export interface Exchange {
  readonly asked: string;
  readonly answer: string;
}

/**
 * Lets `use` see what the workstation answers this page's requests with, each answer whole and before the page has it: asked
 * of the browser afterwards, one that the page read piece by piece may be gone. Answers under way when `use` ends are
 * let go.
 */
export async function withExchanges(
  page: Page,
  use: (exchanges: readonly Exchange[]) => Promise<void>,
): Promise<void> {
  const exchanges: Exchange[] = [];
  await page.route("**/api/request", async (route, request) => {
    // The workstation closes a connection that nobody used for five seconds, perhaps just now.
    const response = await route.fetch({ maxRetries: 2 });
    const answer = await response.body();
    exchanges.push({ asked: request.postData() ?? "", answer: answer.toString("latin1") });
    await route.fulfill({ response });
  });
  await use(exchanges);
  await page.unrouteAll({ behavior: "ignoreErrors" });
}
