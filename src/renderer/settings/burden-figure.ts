import { decimal } from "../../core/base/figures.ts";
import { rulesWords as words } from "../../core/base/messages/second-read.ts";
import type { BurdenPoint } from "../../core/second-read/burden.ts";
import type { Figure } from "../charts/figure.ts";
import { linesFigure } from "../charts/lines.ts";

/** Shares of misses caught, in percent, at which the curve is drawn: from half of them to nearly all. */
const shares = Array.from({ length: 50 }, (_, at) => 50 + at);

/** Flags in 100 films against misses caught: for each share the rule with the fewest flags that reaches it. */
export function burdenFigure(points: readonly BurdenPoint[]): Figure {
  const cheapest = shares.map(
    (share) =>
      points
        .filter(({ caught }) => caught.value >= share / 100)
        .toSorted((a, b) => a.flags.value - b.flags.value)[0] ?? null,
  );
  return linesFigure({
    x: { title: words.curveX, labels: shares.map(String) },
    y: { title: words.curveY, min: 0 },
    series: [
      {
        name: words.expected,
        colour: (look) => look.accent,
        values: cheapest.map((one) => one?.flags.value ?? null),
      },
      {
        name: words.low,
        colour: (look) => look.quiet,
        values: cheapest.map((one) => one?.flags.interval.low ?? null),
        dashed: true,
      },
      {
        name: words.high,
        colour: (look) => look.quiet,
        values: cheapest.map((one) => one?.flags.interval.high ?? null),
        dashed: true,
      },
    ],
    format: (value) => decimal(value, 1),
  });
}
