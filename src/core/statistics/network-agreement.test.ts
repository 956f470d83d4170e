import { expect, it } from "vitest";
import type { Verdict } from "../agreement/agreement.ts";
import { networkAgreement } from "./network-agreement.ts";

const verdicts = (text: string): (Verdict | null)[] =>
  [...text].map((letter) => (letter === "p" ? "pneumonia" : letter === "n" ? "normal" : null));

it("is Fleiss' kappa of films that all answered, and Cohen's of each pair", () => {
  // Films of three networks; on the last the third is silent.
  const found = networkAgreement(3, ["ppp", "nnn", "ppn", "nnn", "pn-"].map(verdicts));
  expect(found.films).toBe(4);
  // By hand: P = (1 + 1 + 1/3 + 1) / 4 = 5/6; shares 5/12 and 7/12, Pe = 74/144; (5/6 - 74/144) / (70/144) = 46/70.
  expect(found.fleiss).toBeCloseTo(46 / 70, 12);
  const [oneTwo, oneThree] = found.pairs;
  // p p, n n, p p, n n, p n: agreement 4/5, chance 3/5 x 2/5 + 2/5 x 3/5 = 12/25; (20 - 12) / 13.
  expect(oneTwo).toMatchObject({
    first: 0,
    second: 1,
    films: 5,
    table: [
      [2, 1],
      [0, 2],
    ],
  });
  expect(oneTwo?.kappa).toBeCloseTo(8 / 13, 12);
  expect(oneThree?.films).toBe(4);
  expect(found.pairs).toHaveLength(3);
});

it("says nothing of no films, and of one network", () => {
  expect(networkAgreement(2, [])).toMatchObject({
    films: 0,
    fleiss: null,
    pairs: [{ films: 0, kappa: null }],
  });
  expect(networkAgreement(1, [verdicts("p")])).toEqual({ films: 1, fleiss: null, pairs: [] });
});
