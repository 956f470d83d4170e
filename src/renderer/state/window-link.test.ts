import { expect, test } from "vitest";
import { readPlace } from "./window-link.ts";

test("a window comes back where it was; what is damaged or absurd is not followed", () => {
  const place = { open: true, left: -1920, top: 40, width: 1900, height: 1000 };
  expect(readPlace(JSON.stringify({ ...place, shows: "prior" }))).toEqual({ ...place, shows: "prior" });
  // Kept before there was a choice, or damaged.
  expect(readPlace(JSON.stringify(place))).toEqual({ ...place, shows: "film" });
  expect(readPlace(JSON.stringify({ ...place, shows: "?" }))?.shows).toBe("film");
  for (const text of [null, "{", "{}", JSON.stringify({ ...place, width: 3 })])
    expect(readPlace(text)).toBeNull();
});
