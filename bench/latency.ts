// How long a key waits for its answer on screen while the networks work through a full queue, in a real browser.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importByCommandLine } from "../e2e/support/films.ts";
import { openBenchWindow, type BenchWindow } from "./browser.ts";
import { median, quantile, type Bench } from "./compare.ts";
import { manyStudies } from "./films.ts";

/** Where the answer to a key is seen: in an attribute or the text of an element, or in the film's own pixels. */
const row = { selector: '[data-testid="worklist-row"][aria-selected="true"]', attribute: "aria-posinset" };
const readout = { selector: '[data-testid="window-readout"]', attribute: null };
const film = { selector: '[data-testid="film-canvas"]', attribute: "pixels" };
/** Keys that are pressed, each in turn; the last of them brings back what the first one found. */
const keys = [
  { key: "i", answer: readout },
  { key: "i", answer: film },
  { key: "4", answer: readout },
  { key: "1", answer: film },
  { key: ".", answer: film },
  { key: ",", answer: film },
  { key: "x", answer: film },
  { key: "x", answer: film },
  { key: "0", answer: film },
  { key: "f", answer: film },
  { key: "j", answer: row },
  { key: "k", answer: row },
] as const;
const usualPresses = 240;
/** Films in the queue: more than are answered while the keys are pressed. */
const usualFilms = 1000;
/** Milliseconds between two keys: a reader in haste. */
const pause = 40;

interface Answer {
  readonly selector: string;
  readonly attribute: string | null;
}

/** From now on the page takes the time from each key press to the frame that shows another answer. */
async function followKeys({ page }: BenchWindow): Promise<void> {
  await page.evaluate(() => {
    const following: Following = { waits: [], answer: null };
    Object.assign(globalThis, { following });
    const said = (): string | null | undefined => {
      if (following.answer === null) return null;
      const { selector, attribute } = following.answer;
      const element = document.querySelector(selector);
      if (element instanceof HTMLCanvasElement) {
        // A line across the film's upper part, which no turn and no zoom leaves as it was.
        const { width, height } = element;
        return element
          .getContext("2d")
          ?.getImageData(0, height >> 2, width, 1)
          .data.join();
      }
      return attribute === null ? element?.textContent : element?.getAttribute(attribute);
    };
    addEventListener(
      "keydown",
      ({ timeStamp }) => {
        const before = said();
        const look = (): void => {
          if (said() === before) return void requestAnimationFrame(look);
          // A task after the frame's callbacks: by then the frame has been painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => following.waits.push(performance.now() - timeStamp);
          port2.postMessage(null);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

interface Following {
  readonly waits: number[];
  answer: Answer | null;
}

/** What the page has taken, and what it looks at. */
type Page = typeof globalThis & { readonly following: Following };

/** Milliseconds from each of so many key presses to its answer. */
async function pressMany({ page }: BenchWindow, presses: number): Promise<number[]> {
  await page.evaluate(() => ((globalThis as unknown as Page).following.waits.length = 0));
  for (let press = 0; press < presses; press++) {
    const { key, answer } = keys[press % keys.length] ?? keys[0];
    await page.evaluate((wanted) => {
      (globalThis as unknown as Page).following.answer = wanted;
    }, answer);
    await page.keyboard.press(key);
    await page.waitForFunction(
      (before) => (globalThis as unknown as Page).following.waits.length > before,
      press,
    );
    await page.waitForTimeout(pause);
  }
  return page.evaluate(() => (globalThis as unknown as Page).following.waits);
}

/** Median and longest wait of each key, in milliseconds. */
function perKey(waits: readonly number[]): string {
  return keys
    .map(({ key }, index) => {
      const own = waits.filter((_, press) => press % keys.length === index);
      return `${key} ${median(own).toFixed(0)} to ${Math.max(...own).toFixed(0)}`;
    })
    .join(", ");
}

/** Films that the networks have not answered yet, as the window says. */
async function waiting({ page }: BenchWindow): Promise<number> {
  const text = (await page.getByTestId("queue").textContent()) ?? "";
  return Number(/\d[\d,]*/.exec(text)?.[0]?.replaceAll(",", "") ?? 0);
}

/** While the networks are at work from the first key to the last. */
export const latency: Bench = async function* ({ count = usualFilms, say }) {
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-"));
  await manyStudies(folder, count);
  const window = await openBenchWindow();
  const { workstation, shell } = window;
  try {
    importByCommandLine([folder], join(shell.home, "library"));
    await workstation.rows.first().waitFor({ timeout: 60_000 });
    await workstation.openStudy(0);
    await followKeys(window);
    yield {
      name: "a key pressed while the queue is full, to the frame that answers it, p99",
      unit: "ms",
      ours: async () => {
        const waits = await pressMany(window, usualPresses);
        const value = quantile(waits, 0.99);
        say(perKey(waits));
        const left = await waiting(window);
        if (left === 0) throw new Error("the queue was empty before the last key");
        say(`films still waiting: ${left}`);
        return value;
      },
      reference: { name: "the limit of the specification", run: () => Promise.resolve(50) },
      bar: { side: "<=", value: 1 },
      warmUps: 0,
      rounds: 3,
    };
  } finally {
    await window.close();
    rmSync(folder, { recursive: true });
  }
};
