import { describe, expect, it } from "vitest";
import { judge } from "./check-film.ts";
import { AppError } from "../base/errors.ts";
import { sayingText } from "./film-check.ts";
import { checkFeatures, distanceTo, filmSpaceOf, parseFilmSpaceHeader } from "./film-space.ts";

const header = {
  schema: 1,
  network: { id: "resnet50", version: "1.0.0" },
  features: 3,
  components: 2,
  medians: { within: 0.5, beyond: 4 },
  limits: { share: 0.985, warn: 2, withhold: 4 },
  fittedOn: "some films",
  chosenOn: "other films",
  file: { path: "film-space.bin", sha256: "0".repeat(64), bytes: 44 },
};
/** Mean (1, 2, 3), components along the first and the second axis, variances 4 and 1. */
const values = [1, 2, 3, 1, 0, 0, 0, 1, 0, 4, 1];
const bytesOf = (list: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * list.length));
  list.forEach((value, at) => {
    view.setFloat32(4 * at, value, true);
  });
  return new Uint8Array(view.buffer);
};
const space = filmSpaceOf(parseFilmSpaceHeader(header, "models"), bytesOf(values), "models");
const at = (...features: number[]): Float32Array => Float32Array.from(features);

describe("distance of a film's features to the training films'", () => {
  it("is half of what lies within the components and half of what lies beyond, each over its median", () => {
    expect(distanceTo(space, at(1, 2, 3))).toBe(0);
    // Within: ((2 x 2) / 4 + (1 x 1) / 1) / 2 = 1, over 0.5 is 2. Beyond: 2 x 2 = 4, over 4 is 1.
    expect(distanceTo(space, at(3, 3, 5))).toBeCloseTo(1.5, 6);
    // Beyond alone: 4 x 4 / 4 = 4.
    expect(distanceTo(space, at(1, 2, -1))).toBeCloseTo(2, 6);
  });

  it("warns beyond the one limit, withholds beyond the other, and says the numbers", () => {
    expect(checkFeatures(space, at(1, 2, -1))).toEqual([]);
    expect(judge(checkFeatures(space, at(1, 2, -2)))).toMatchObject({
      verdict: "warn",
      reasons: [expect.stringMatching(/unlike .* 3.13 .*98.5 % .* 2.00/)],
    });
    expect(judge(checkFeatures(space, at(1, 2, -3)))).toMatchObject({
      verdict: "withhold",
      reasons: [expect.stringMatching(/does not look like .* 4.50 .*98.5 % .* 2.00/)],
    });
  });

  it("names no share for a reason that an earlier version kept without one", () => {
    const said = { name: "unlike" as const, values: [3.13, 2] };
    expect(sayingText(said)).toBe(
      "The picture is unlike the films that the networks know: it lies at a distance of 3.13 from them, most of their kind within 2.00.",
    );
  });

  it("refuses another number of features", () => {
    expect(() => distanceTo(space, at(1, 2))).toThrow(RangeError);
  });
});

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
  }
  return "nothing was thrown";
};

describe("a film space that is not valid is refused", () => {
  it.each([
    ["another schema", { ...header, schema: 2 }],
    ["more components than the design allows", { ...header, components: 129 }],
    ["a limit of warning beyond that of withholding", { ...header, limits: { ...header.limits, warn: 5 } }],
    ["a file elsewhere", { ...header, file: { ...header.file, path: "../film-space.bin" } }],
  ])("%s", (_, json) => {
    expect(codeOf(() => parseFilmSpaceHeader(json, "models"))).toBe("model/film-space-invalid");
  });

  it.each([
    ["too few bytes", bytesOf(values.slice(1))],
    ["a value that is no number", bytesOf(values.with(0, NaN))],
    ["a component without variance", bytesOf(values.with(10, 0))],
  ])("%s", (_, bytes) => {
    const parsed = parseFilmSpaceHeader(header, "models");
    expect(codeOf(() => filmSpaceOf(parsed, bytes, "models"))).toBe("model/film-space-invalid");
  });
});
