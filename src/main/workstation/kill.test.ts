import { expect, test } from "vitest";
import { Random } from "../../core/phantom/random.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { killImports } from "./testing/kill-run.ts";

test(
  "after kills at random moments every study that was reported is there, byte for byte, nothing is half there, and the import ends",
  { timeout: 300_000 },
  async () => {
    const random = new Random(1);
    const { killed } = await killImports(
      await temporaryFolder(),
      3,
      () => random.unit(),
      () => undefined,
    );
    expect(killed).toBe(3);
  },
);
