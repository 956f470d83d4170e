/** Widths and visibility of the two side columns, remembered on this PC. */
const place = "overread.layout";
export const widths = { list: { least: 220, most: 640 }, side: { least: 300, most: 520 } } as const;
export type Column = keyof typeof widths;

interface Remembered {
  list: number;
  side: number;
  listOpen: boolean;
  sideOpen: boolean;
}
const atFirst: Remembered = { list: 372, side: 360, listOpen: true, sideOpen: true };

export const within = (column: Column, width: number): number =>
  Math.round(Math.min(widths[column].most, Math.max(widths[column].least, width)));

/** What was remembered, part by part: a part that is missing or not sensible takes its first value. */
export function remembered(text: string | null): Remembered {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    return { ...atFirst };
  }
  const part = (name: keyof Remembered): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  const width = (column: Column): number => {
    const found = part(column);
    return typeof found === "number" && Number.isFinite(found) ? within(column, found) : atFirst[column];
  };
  return {
    list: width("list"),
    side: width("side"),
    listOpen: part("listOpen") !== false,
    sideOpen: part("sideOpen") !== false,
  };
}

class Layout {
  list = $state(atFirst.list);
  side = $state(atFirst.side);
  listOpen = $state(true);
  sideOpen = $state(true);

  constructor() {
    Object.assign(this, remembered(localStorage.getItem(place)));
  }

  resize(column: Column, width: number): void {
    this[column] = within(column, width);
    this.remember();
  }

  toggle(column: Column): void {
    if (column === "list") this.listOpen = !this.listOpen;
    else this.sideOpen = !this.sideOpen;
    this.remember();
  }

  private remember(): void {
    const { list, side, listOpen, sideOpen } = this;
    localStorage.setItem(place, JSON.stringify({ list, side, listOpen, sideOpen } satisfies Remembered));
  }
}

export const layout = new Layout();
