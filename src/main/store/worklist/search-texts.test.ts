import { expect, test } from "vitest";
import { Random } from "../../../core/phantom/random.ts";
import { Bits } from "./bits.ts";
import { SearchTexts } from "./search-texts.ts";

const utf8 = (lines: readonly string[]): Uint8Array => Buffer.from(lines.map((line) => `${line}\n`).join(""));

test("every part of every line is found, as a plain search of each line finds it, while lines come and go", () => {
  const random = new Random(3);
  const texts = new SearchTexts();
  const lines = new Map<number, string>();
  const letters = ["a", "b", "1", " ", "ı", "я", "ω", "王", "小"];
  const word = (length: number): string =>
    Array.from({ length }, () => letters[Math.floor(random.unit() * letters.length)]).join("");
  const add = (numbers: readonly number[]): void => {
    const added = numbers.map(() => word(Math.floor(random.unit() * 12)));
    for (const [index, number] of numbers.entries()) lines.set(number, added[index] ?? "");
    texts.add(numbers, utf8(added));
  };
  let last = 0;
  for (let round = 0; round < 60; round++) {
    const count = Math.floor(random.unit() * 30);
    add(Array.from({ length: count }, () => ++last));
    // Some lines are replaced by others of the same study.
    const replaced = [...lines.keys()].filter(() => random.unit() < 0.05);
    const bits = new Bits(last + 1);
    for (const number of replaced) bits.add(number);
    texts.remove(bits);
    add(replaced);
    for (const words of [[word(1)], [word(2)], [word(3)], [word(1), word(2)]].map((all) =>
      all.flatMap((one) => one.split(" ")).filter((one) => one !== ""),
    )) {
      if (words.length === 0) continue;
      const found = texts.find(words, last + 1);
      const expected = [...lines].filter(([, line]) => words.every((one) => line.includes(one)));
      const [right, wrong] = [expected.filter(([number]) => found.has(number)), found.count()];
      expect([right.length, wrong], words.join("|")).toEqual([expected.length, expected.length]);
    }
  }
});
