import type { CornerPart } from "../../core/studies/corner-part.ts";
import { readDisplaySettings, screenName, type DisplaySettings } from "./display-settings.ts";

const place = "overread.display";

/** How films look on this PC, remembered, and the same in every window. */
class Display {
  settings = $state.raw<DisplaySettings>(readDisplaySettings(localStorage.getItem(place)));

  constructor() {
    this.#show();
    addEventListener("storage", (event) => {
      if (event.key !== place) return;
      this.settings = readDisplaySettings(event.newValue);
      this.#show();
    });
  }

  change(part: Partial<DisplaySettings>): void {
    this.settings = { ...this.settings, ...part };
    localStorage.setItem(place, JSON.stringify(this.settings));
    this.#show();
  }

  /** Whether a line of corner text is to be shown. */
  shows(part: CornerPart): boolean {
    const patient = part === "name" || part === "id" || part === "age";
    return !(patient && this.settings.patientHidden) && !this.settings.without.includes(part);
  }

  togglePart(part: CornerPart): void {
    const { without } = this.settings;
    const left = without.filter((one) => one !== part);
    this.change({ without: left.length < without.length ? left : [...without, part] });
  }

  /** Device pixels in a millimetre of the screen that the window is on; null where it was not measured. */
  get density(): number | null {
    return this.settings.density[Display.#screen()] ?? null;
  }

  setDensity(density: number): void {
    this.change({ density: { ...this.settings.density, [Display.#screen()]: density } });
  }

  static #screen(): string {
    return screenName(screen.width, screen.height, devicePixelRatio);
  }

  #show(): void {
    document.documentElement.dataset["theme"] = this.settings.theme;
  }
}

export const display = new Display();
