import { join } from "node:path";
import { expect, it } from "vitest";
import { withModels } from "../src/main/inference/testing/fixtures.ts";
import { stress } from "./stress.ts";

it(
  "60 films end with an answer or a reason while processes are killed and the network is taken away",
  () =>
    withModels(["tiny"], async (folder) => {
      const log = { info: () => {}, warn: () => {}, error: () => {} };
      const models = join(folder, "tiny");
      const options = { models, folder: join(folder, "films"), films: 60, kills: 3, away: 200, seed: 7, log };
      const { answered, partly, reasons, kills } = await stress(options);
      const failed = Object.values(reasons).reduce((sum, count) => sum + count, 0);
      expect(answered + partly + failed).toBe(60);
      // What was taken away is named as such; nothing else keeps a film from its answer.
      expect(Object.keys(reasons).filter((code) => code !== "inference/not-running")).toEqual([]);
      expect(answered).toBeGreaterThan(40);
      expect(kills).toBeGreaterThanOrEqual(3);
    }),
  120_000,
);
