/** How a film is turned on screen: mirrored left to right first, then turned clockwise by quarters. */
export interface Turn {
  readonly mirrored: boolean;
  readonly quarters: 0 | 1 | 2 | 3;
}

export const upright: Turn = { mirrored: false, quarters: 0 };

const quarters = (count: number): Turn["quarters"] => (((count % 4) + 4) % 4) as Turn["quarters"];

/** Turned further by quarters of a circle, clockwise as it is seen. */
export const rotated = (turn: Turn, by: number): Turn => ({
  ...turn,
  quarters: quarters(turn.quarters + by),
});

/** Mirrored as it is seen, left to right: turning and then mirroring is mirroring and then turning back. */
export const flippedAcross = ({ mirrored, quarters: by }: Turn): Turn => ({
  mirrored: !mirrored,
  quarters: quarters(-by),
});

/** Mirrored as it is seen, top to bottom: left to right, and half a turn. */
export const flippedDown = (turn: Turn): Turn => rotated(flippedAcross(turn), 2);

/** A direction on screen: x to the right, y downward, one of them 0 and the other 1 or -1. */
export interface Direction {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

const clockwise: readonly Direction[] = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
];
const direction = (index: number): Direction => clockwise[quarters(index)] as Direction;

/** Where a film's rows (its first direction) and its columns (its second) run on screen. */
export const runs = ({
  mirrored,
  quarters: by,
}: Turn): { readonly rows: Direction; readonly columns: Direction } => ({
  rows: direction(by + (mirrored ? 2 : 0)),
  columns: direction(by + 1),
});
