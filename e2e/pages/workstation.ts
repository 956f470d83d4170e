import { expect, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { GreyPicture } from "../support/films.ts";

/** The reader's window, in the words of a reader. */
export class WorkstationPage {
  readonly page: Page;
  readonly rows: Locator;
  readonly canvas: Locator;
  readonly progress: Locator;
  readonly rejections: Locator;
  readonly sealed: Locator;
  readonly probabilities: Locator;
  readonly windowReadout: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByTestId("worklist-row");
    // Of several films, that in the first place.
    this.canvas = page.getByTestId("film-canvas").first();
    this.progress = page.getByTestId("import-progress");
    this.rejections = page.getByTestId("import-rejections");
    this.sealed = page.getByTestId("panel-sealed");
    this.probabilities = page.getByTestId("probability");
    this.windowReadout = page.getByTestId("window-readout").first();
  }

  /** Comes in as a user's browser does: by the entry file. */
  async enter(entryFile: string): Promise<void> {
    await this.page.goto(pathToFileURL(entryFile).href);
    await expect(this.page.getByTestId("not-cleared")).toBeVisible();
  }

  /** Chooses files in the file dialog and waits until the import has ended. */
  async importFiles(files: readonly string[]): Promise<void> {
    await this.page.getByTestId("pick-films").setInputFiles([...files]);
    await this.importEnded();
  }

  /** Chooses a folder in the folder dialog and waits until the import has ended. */
  async importFolder(folder: string): Promise<void> {
    await this.page.getByTestId("pick-folder").setInputFiles(folder);
    await this.importEnded();
  }

  /** Drops files on the window, as from a file manager. */
  async drop(files: readonly string[]): Promise<void> {
    const contents = files.map((file) => ({
      name: basename(file),
      base64: readFileSync(file).toString("base64"),
    }));
    const data = await this.page.evaluateHandle((dropped) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    }, contents);
    for (const event of ["dragenter", "dragover", "drop"]) {
      await this.page.dispatchEvent("body", event, { dataTransfer: data });
    }
  }

  /** Waits until the import has ended; of pictures it says nothing. */
  async importEnded(): Promise<void> {
    await expect(this.progress).toHaveAttribute("data-state", /done|failed|cancelled|waiting/, {
      timeout: 60_000,
    });
    if ((await this.progress.getAttribute("data-state")) === "waiting")
      await this.page.getByTestId("picture-skip").click();
    await expect(this.progress).toHaveAttribute("data-state", /done|failed|cancelled/, { timeout: 60_000 });
  }

  /** Opens a study by its place in the worklist and waits until its film is drawn. */
  async openStudy(index: number): Promise<void> {
    await this.rows.nth(index).click();
    const film = this.page.locator('[data-testid="viewport"][data-film]').getByTestId("window-readout");
    await expect(film.or(this.page.getByTestId("film-failure")).first()).toBeVisible();
  }

  /** Presses keys as a reader would, with the film in focus. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Drags over the film from its middle, in CSS pixels. */
  async dragFilm(right: number, down: number): Promise<void> {
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error("no film on screen");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + right / 2, y + down / 2);
    await this.page.mouse.move(x + right, y + down);
    await this.page.mouse.up();
  }

  /** The film and frame that are drawn, "FILM#FRAME". */
  async shown(): Promise<string> {
    const viewport = this.page.getByTestId("viewport").first();
    return `${await viewport.getAttribute("data-film")}#${await viewport.getAttribute("data-frame")}`;
  }

  /**
   * What stands on the film's canvas: levels of one channel, and whether every pixel is grey.
   * @param middle only so many rows and columns about the canvas's middle
   */
  async screen(
    middle = { rows: Infinity, columns: Infinity },
    channel: 0 | 1 | 2 = 0,
  ): Promise<GreyPicture & { readonly grey: boolean }> {
    const asked = { ...middle, channel };
    const taken = await this.canvas.evaluate(async (element, { rows, columns, channel }) => {
      // What was asked for is drawn with the next frame.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      const canvas = element as HTMLCanvasElement;
      // Another look is painted some rows at a time, and shown when all of it is there.
      while (canvas.ariaBusy === "true") await new Promise(requestAnimationFrame);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("the canvas has no picture");
      // The same on either side, so that the middle stays the middle.
      const left = Math.max(0, Math.floor((canvas.width - (columns ?? Infinity)) / 2));
      const top = Math.max(0, Math.floor((canvas.height - (rows ?? Infinity)) / 2));
      const { data, width, height } = context.getImageData(
        left,
        top,
        canvas.width - 2 * left,
        canvas.height - 2 * top,
      );
      const toBase64 = (bytes: Uint8Array): string => {
        let text = "";
        for (let at = 0; at < bytes.length; at += 32_768) {
          text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
        }
        return btoa(text);
      };
      let grey = true;
      const levels = new Uint8Array(width * height);
      for (let i = 0; i < data.length; i += 4) {
        grey &&= data[i] === data[i + 1] && data[i] === data[i + 2];
        levels[i / 4] = data[i + channel] ?? 0;
      }
      return { rows: height, columns: width, grey, base64: toBase64(levels) };
    }, asked);
    return { ...taken, levels: new Uint8Array(Buffer.from(taken.base64, "base64")) };
  }

  /** Commits a first read by keyboard. */
  async commitRead(finding: "p" | "o" | "u"): Promise<void> {
    await expect(this.page.getByTestId("finding-pneumonia")).toBeEnabled();
    await this.press(finding, "Enter");
    await expect(this.page.getByTestId("read-committed")).toBeVisible();
  }

  /** Keeps a picture of the window for whoever looks at the run; in CI nobody does. */
  async keep(name: string): Promise<void> {
    if (process.env["CI"] !== "true")
      await this.page.screenshot({ path: `test-results/screenshots/${name}.png` });
  }
}
