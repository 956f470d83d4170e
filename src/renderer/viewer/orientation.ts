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
 * Letters for a film's four edges from Patient Orientation (0020,0020): the direction of the rows
 * to the right and of the columns downward (PS3.3 C.7.6.1.1.1). Empty where the film says nothing.
 */
export function edgesOf(orientation: readonly string[]): Edges {
  const known = (direction = ""): string => (opposite(direction) === "" ? "" : direction.toUpperCase());
  const right = known(orientation[0]);
  const bottom = known(orientation[1]);
  return { left: opposite(right), right, top: opposite(bottom), bottom };
}
