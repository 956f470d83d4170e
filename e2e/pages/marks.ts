import { expect, type Locator, type Page } from "@playwright/test";

interface Place {
  readonly column: number;
  readonly row: number;
}

/** How the film is shown: it fits, upright, without. Mirrored left to right first, then turned clockwise. */
interface Shown {
  /** Screen pixels for a film pixel's shorter side. */
  readonly zoom?: number;
  readonly quarters?: number;
  readonly mirrored?: boolean;
}

interface ShownFilm {
  readonly rows: number;
  readonly columns: number;
  readonly spacing: { readonly row: number; readonly column: number };
}

/** Marks on the film, pointed at where the film's pixels are by the rules of fitting and of 1 : 1. */
export class MarksPage {
  readonly page: Page;
  readonly labels: Locator;
  readonly rows: Locator;
  readonly #film: ShownFilm;

  constructor(page: Page, film: ShownFilm) {
    this.page = page;
    this.labels = page.getByTestId("mark-label");
    this.rows = page.getByTestId("mark-row");
    this.#film = film;
  }

  /**
   * Where a film pixel's centre is on screen: the film's middle is the screen's; a pixel is widened
   * where its columns are farther apart than its rows, and the other way round.
   */
  async #at(
    { column, row }: Place,
    { zoom, quarters = 0, mirrored = false }: Shown = {},
  ): Promise<{ x: number; y: number }> {
    const box = await this.page.getByTestId("film-canvas").boundingBox();
    if (box === null) throw new Error("no film on screen");
    const { rows, columns, spacing } = this.#film;
    const wide = Math.max(1, spacing.column / spacing.row);
    const high = Math.max(1, spacing.row / spacing.column);
    const sides = [columns * wide, rows * high] as const;
    const [across, down] = quarters % 2 === 0 ? sides : [sides[1], sides[0]];
    const scale = zoom ?? Math.min(box.width / across, box.height / down);
    let x = (column + 0.5 - columns / 2) * wide * scale * (mirrored ? -1 : 1);
    let y = (row + 0.5 - rows / 2) * high * scale;
    for (let turned = 0; turned < quarters; turned++) [x, y] = [-y, x];
    return { x: box.x + box.width / 2 + x, y: box.y + box.height / 2 + y };
  }

  /** Takes a tool by its key and places a mark's points one after the other. */
  async draw(key: string, places: readonly Place[], shown: Shown = {}): Promise<void> {
    const before = await this.rows.count();
    await this.page.keyboard.press(key);
    await expect(this.page.getByTestId("mark-prompt")).toBeVisible();
    for (const place of places) {
      const { x, y } = await this.#at(place, shown);
      await this.page.mouse.click(x, y);
    }
    await expect(this.rows).toHaveCount(before + 1);
  }

  async drag(from: Place, to: Place): Promise<void> {
    const [a, b] = [await this.#at(from), await this.#at(to)];
    await this.page.mouse.move(a.x, a.y);
    await this.page.mouse.down();
    await this.page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
    await this.page.mouse.move(b.x, b.y);
    await this.page.mouse.up();
  }

  /** The millimetres that a mark's label says. */
  async millimetres(index: number): Promise<number> {
    const text = await this.labels.nth(index).textContent();
    return Number(/([\d.]+) mm/.exec(text ?? "")?.[1]);
  }
}
