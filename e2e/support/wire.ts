import type { Page } from "@playwright/test";

/** One request of a page and its answer, as text: around the JSON stand its length and padding. */
interface Exchange {
  readonly asked: string;
  readonly answer: string;
}

/**
 * What the workstation answers this page's requests with from now on, each answer whole and before the page has it: asked
 * of the browser afterwards, one that the page read piece by piece may be gone.
 */
export async function exchangesOf(page: Page): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  await page.route("**/api/request", async (route, request) => {
    const response = await route.fetch();
    const answer = await response.body();
    exchanges.push({ asked: request.postData() ?? "", answer: answer.toString("latin1") });
    await route.fulfill({ response });
  });
  return exchanges;
}
