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

it("leaves grey levels as they are displayed where no percentiles are asked for", () => {
  const grey = Float32Array.from([0.2, 0.4, 0.6, 0.8]);
  const spec: InputSpec = {
    name: "film",
    width: 2,
    height: 2,
    channels: 3,
    resize: "triangle",
    smooth: [1],
    percentiles: null,
    standardise: false,
    mean: [0, 0.2, 0.4],
    std: [1, 0.5, 0.25],
  };
  const { output } = preprocessSteps({ rows: 2, columns: 2, grey }, spec);
  // (value - 0) / 1, (value - 0.2) / 0.5, (value - 0.4) / 0.25
  const expected = [0.2, 0.4, 0.6, 0.8, 0, 0.4, 0.8, 1.2, -0.8, 0, 0.8, 1.6];
  expected.forEach((value, index) => {
    expect(output[index]).toBeCloseTo(value, 6);
  });
});

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
