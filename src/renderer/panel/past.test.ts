import { expect, test } from "vitest";
import type { Verdict } from "../../core/agreement/agreement.ts";
import { modelId } from "../../core/base/ids.ts";
import { nearWords, standingWords } from "./past.ts";

const titles = ["CNN", "MobileNetV2", "ResNet50", "AlexNet"];
const answer = (verdicts: readonly Verdict[], alike: [films: number, pneumonia: number] | null) => ({
  models: verdicts.map((verdict, at) => ({
    id: modelId(titles[at] ?? ""),
    title: titles[at] ?? "",
    version: "1.0.0",
    probability: 0.5,
    threshold: 0.5,
    verdict,
  })),
  agreement: {
    verdict: "normal" as const,
    votes: 1,
    of: verdicts.length,
    level: "majority" as const,
    probability: 0.5,
    threshold: 0.5,
  },
  past: {
    // Wilson, 95 %: 9 of 34 is 0.1460 to 0.4312 (statsmodels proportion_confint).
    alike:
      alike === null
        ? null
        : { films: alike[0], pneumonia: alike[1], interval: { low: 0.146, high: 0.4312 } },
    near: null,
    all: null,
  },
});

test("a lone network is named with how often it was right, an interval, and never a bare share", () => {
  const [n, p] = ["normal", "pneumonia"] as const;
  expect(standingWords(answer([n, n, n, p], [34, 9]))).toBe(
    "AlexNet alone says pneumonia; in 34 such past films it was right 9 times, 15 to 43 %.",
  );
  expect(standingWords(answer([n, p, p, p], [34, 9]))).toBe(
    "CNN alone says normal; in 34 such past films it was right 25 times, 57 to 85 %.",
  );
  expect(standingWords(answer([p, p, p, p], [34, 9]))).toBe(
    "All 4 networks say pneumonia; in 34 such past films they were right 9 times, 15 to 43 %.",
  );
  expect(standingWords(answer([p, n, n, p], [34, 9]))).toBe(
    "CNN and AlexNet say pneumonia, MobileNetV2 and ResNet50 say normal; of 34 such past films 9 had pneumonia, 15 to 43 %.",
  );
});

test("where past films were too few the limit is said in their place", () => {
  expect(standingWords(answer(["normal", "normal", "normal", "pneumonia"], null))).toBe(
    "AlexNet alone says pneumonia; fewer than 20 past films stood so, so that nothing is said of them.",
  );
  expect(standingWords(answer(["normal"], null))).toBeNull();
});

test("what a probability was worth is said with its counts, and where there were too few that nothing is", () => {
  const near = { from: 0.18, to: 0.31, films: 77, pneumonia: 58, interval: { low: 0.426, high: 0.676 } };
  expect(nearWords({ state: "done", past: { alike: null, all: null, near } })).toBe(
    "Of 77 past films with a panel probability of 0.18 to 0.31, 58 had pneumonia; were pneumonia as likely as not, that is 0.43 to 0.68.",
  );
  const none = { alike: null, all: null, near: null };
  expect(nearWords({ state: "done", past: none })).toMatch(/^Fewer than 20 past films/);
  expect(nearWords({ state: "withheld", past: none })).toBeNull();
});
