import { runs, type Turn } from "../../core/display/turn.ts";

const opposites: Readonly<Record<string, string>> = { L: "R", R: "L", A: "P", P: "A", H: "F", F: "H" };

/** The direction opposite to "L", "PF" and so on; empty where a letter is not of the standard. */
export function opposite(direction: string): string {
  const letters = [...direction.toUpperCase()].map((letter) => opposites[letter]);
  return letters.includes(undefined) ? "" : letters.join("");
}

export interface Edges {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/**
 * Letters for the four edges of a film as it lies on screen, from Patient Orientation (0020,0020): the
 * direction of the rows and of the columns (PS3.3 C.7.6.1.1.1). Empty where the film says nothing.
 */
export function edgesOf(orientation: readonly string[], turn: Turn): Edges {
  const known = (direction = ""): string => (opposite(direction) === "" ? "" : direction.toUpperCase());
  const { rows, columns } = runs(turn);
  const along = known(orientation[0]);
  const down = known(orientation[1]);
  /** What lies in a direction of the screen. */
  const towards = (x: number, y: number): string => {
    if (rows.x === x && rows.y === y) return along;
    if (columns.x === x && columns.y === y) return down;
    return rows.x === -x && rows.y === -y ? opposite(along) : opposite(down);
  };
  return { left: towards(-1, 0), right: towards(1, 0), top: towards(0, -1), bottom: towards(0, 1) };
}
