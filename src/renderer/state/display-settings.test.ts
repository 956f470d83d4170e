import { expect, test } from "vitest";
import { readDisplaySettings, screenName } from "./display-settings.ts";

const atFirst = {
  theme: "dark",
  smooth: false,
  patientHidden: false,
  without: [],
  heat: { style: "colour", opacity: 0.65, threshold: 0.2 },
  density: {},
};

test("nothing, damage and nonsense give the first settings", () => {
  for (const text of [null, "", "{", "null", "[1]", '"dark"'])
    expect(readDisplaySettings(text)).toEqual(atFirst);
});

test("what is sensible stays where its neighbour is not", () => {
  const text = JSON.stringify({
    theme: "pink",
    smooth: true,
    without: ["name", "age"],
    heat: { style: "contour", opacity: 7 },
    density: { "1920 x 1080 at 1": 3.78 },
  });
  expect(readDisplaySettings(text)).toEqual({
    ...atFirst,
    smooth: true,
    without: ["name", "age"],
    heat: { style: "contour", opacity: 0.65, threshold: 0.2 },
    density: { "1920 x 1080 at 1": 3.78 },
  });
});

test("a screen is told from another by its size and scaling", () => {
  expect(screenName(2560, 1440, 1.5000001)).toBe("2560 x 1440 at 1.5");
});
