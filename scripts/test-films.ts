// npm run test:films: the tests that compare the networks with PyTorch and with themselves, on every film of
// the data in ../shared/data; `npm test` takes some of them.
import { tool } from "./tool.ts";

const files = [
  "src/main/cli/evaluate-cards.test.ts",
  "src/main/inference/film-size.test.ts",
  "bench/heat-maps.test.ts",
];
const env = { OVERREAD_EVERY_FILM: "true" };
// One after the other: each of them takes both cores.
const { code } = await tool("vitest/vitest.mjs", ["run", "--no-file-parallelism", ...files], { env });
process.exit(code);
