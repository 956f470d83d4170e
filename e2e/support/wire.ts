import type { Page } from "@playwright/test";
import type { Transport } from "../../src/core/api.ts";

/** One request of a page and its answer, as text: around the JSON stand its length and padding. */
export interface Exchange {
  readonly asked: string;
  readonly answer: string;
}

/** Words that stand in an answer of the panel or in what came of it, and in nothing that a window is sent before. */
export const panelsWords = [
  "probability",
  "verdict",
  "votes",
  "unanimous",
  "heatMaps",
  "agreement",
  "possible-miss",
  "possible-overcall",
] as const;

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
  // The browser shell's requests, and the preload's over the double of Electron.
  await page.route(/\/(api\/request|double\/invoke)$/, async (route, request) => {
    // The workstation closes a connection that nobody used for five seconds, perhaps just now.
    // Its name for this computer is one that only Chromium knows.
    const { host, hostname } = new URL(request.url());
    const url = request.url().replace(hostname, "127.0.0.1");
    const response = await route.fetch({ url, headers: { ...request.headers(), host }, maxRetries: 2 });
    const answer = await response.body();
    exchanges.push({ asked: request.postData() ?? "", answer: answer.toString("latin1") });
    await route.fulfill({ response });
  });
  await use(exchanges);
  await page.unrouteAll({ behavior: "ignoreErrors" });
}

/**
 * Has the page keep the events that it is sent from now on; it is loaded anew, since they come as one long answer.
 * @returns asks for them, as they came
 */
export async function eventsOf(page: Page): Promise<() => Promise<string>> {
  await page.addInitScript(() => {
    const kept = { events: "", held: [] as unknown[] };
    Object.assign(window, { kept });
    const fetched = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      const response = await fetched(input, init);
      if (!new URL(response.url).pathname.endsWith("/events") || response.body === null) return response;
      const [own, copy] = response.body.tee();
      const keep = async (): Promise<void> => {
        // Held by the window for as long as it is there, each of them: more than one part of the page listens.
        const reader = copy.getReader();
        kept.held.push(response, own, copy, reader);
        const decoder = new TextDecoder();
        for (let part = await reader.read(); !part.done; part = await reader.read())
          kept.events += decoder.decode(part.value, { stream: true });
      };
      // It ends with the page.
      keep().catch(() => undefined);
      return new Response(own, response);
    };
  });
  await page.reload();
  return () => page.evaluate(() => (window as unknown as { kept: { events: string } }).kept.events);
}

/** The same in Electron's window, from now on: whatever the preload hands to a subscriber. */
export async function preloadsEventsOf(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const kept: string[] = [];
    const shown = Object.assign(window, { kept }) as unknown as { overread: Pick<Transport, "subscribe"> };
    shown.overread.subscribe((event) => kept.push(JSON.stringify(event)));
  });
  return () => page.evaluate(() => (window as unknown as { kept: string[] }).kept.join("\n"));
}
