import { expect, type Locator, type Page } from "@playwright/test";
import { WorkstationPage } from "./workstation.ts";

/** The whole worklist, in the words of a reader. */
export class WorklistPage extends WorkstationPage {
  readonly grid: Locator;
  readonly wideRows: Locator;
  readonly selected: Locator;

  constructor(page: Page) {
    super(page);
    this.grid = page.getByRole("grid");
    this.wideRows = page.getByTestId("wide-row");
    this.selected = page.locator('[data-testid="wide-row"][aria-selected="true"]');
  }

  /** Stops the networks' work in the background: a test of the list has no use for it. */
  async pauseQueue(): Promise<void> {
    const [pause, queue] = [this.page.getByTestId("queue-pause"), this.page.getByTestId("queue")];
    await expect(pause).toBeVisible({ timeout: 60_000 });
    if (!(await queue.innerText()).includes("paused")) await pause.click();
    await expect(queue).toContainText("paused");
  }

  /** Studies that are listed. */
  async total(): Promise<number> {
    return Number(await this.grid.getAttribute("aria-rowcount")) - 1;
  }

  header(column: string): Locator {
    return this.page.getByRole("columnheader").filter({ has: this.page.getByTestId(`sort-${column}`) });
  }

  /** What the first rows on screen say in a column. */
  async column(name: string, rows: number): Promise<string[]> {
    const cells = this.page.locator(`[data-testid="wide-row"] .cell.${name}`);
    await expect(cells.first()).toBeVisible();
    return (await cells.allInnerTexts()).slice(0, rows);
  }
}
