import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { preprocessSteps, type InputSpec } from "./preprocess.ts";

/** Written by training/reference_vectors.py with Pillow and NumPy. */
const numbers = z.array(z.number());
const reference = z
  .object({
    cases: z.array(
      z.object({
        name: z.string(),
        width: z.int(),
        height: z.int(),
        grey: z.string(),
        input: z.custom<InputSpec>((value) => typeof value === "object"),
        stride: z.int(),
        steps: z.object({
          resized: numbers,
          smoothed: numbers,
          stretched: numbers,
          standardised: numbers,
          output: numbers,
        }),
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(new URL("../../../training/reference/preprocess.json", import.meta.url), "utf8")),
  );

describe("preprocessing equals Pillow's and NumPy's", () => {
  it.each(reference.cases)("$name", (film) => {
    const bytes = Buffer.from(film.grey, "base64");
    const ours = preprocessSteps(
      { rows: film.height, columns: film.width, grey: Float32Array.from(bytes, (value) => value / 255) },
      film.input,
    );
    for (const step of ["resized", "smoothed", "stretched", "standardised", "output"] as const) {
      const theirs = film.steps[step];
      expect(theirs.length, step).toBe(Math.ceil(ours[step].length / film.stride));
      let worst = 0;
      theirs.forEach((value, index) => {
        worst = Math.max(worst, Math.abs(value - (ours[step][index * film.stride] ?? Number.NaN)));
      });
      expect(worst, `${film.name}: ${step}`).toBeLessThan(1e-5);
    }
  });
});
