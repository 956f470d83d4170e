import { expect, it } from "vitest";
import { errorTable } from "./error-table.ts";
import { AppError } from "./errors.ts";
import { inLanguage, language, languageFrom, spoken, type Language } from "./language.ts";
import { words } from "./words.ts";

const both = words(
  {
    plain: "yes",
    made: (count: number) => `${count} films`,
    deep: { list: ["a", "b"], word: "inner" },
  },
  { plain: "evet", made: (count) => `${count} film`, deep: { list: ["c", "d"], word: "iç" } },
);

it("reads every word in the language of the moment, also through what was taken out of the table before", () => {
  const { made, deep } = both;
  expect([both.plain, made(2), deep.word, deep.list]).toEqual(["yes", "2 films", "inner", ["a", "b"]]);
  expect(inLanguage("tr", () => [both.plain, made(2), deep.word, deep.list])).toEqual([
    "evet",
    "2 film",
    "iç",
    ["c", "d"],
  ]);
  expect(Object.entries(inLanguage("tr", () => ({ ...both.deep })))).toEqual([
    ["list", ["c", "d"]],
    ["word", "iç"],
  ]);
});

it("goes back to the language before, also where making failed", () => {
  expect(() =>
    inLanguage("tr", () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(language()).toBe("en");
  let now: Language = "tr";
  languageFrom(() => now);
  expect(both.plain).toBe("evet");
  now = "en";
  expect(both.plain).toBe("yes");
});

it("takes the first language of a person that the workstation speaks", () => {
  expect(spoken(["tr-TR", "en"])).toBe("tr");
  expect(spoken(["de-DE", "TR"])).toBe("tr");
  expect(spoken(["ja"])).toBe("en");
  expect(spoken([])).toBe("en");
});

it("words a failure in the language in which it is made, and never in the other one", () => {
  const made = () => new AppError("film/empty", { file: "a.dcm" }).message;
  expect(made()).toContain("is empty");
  expect(inLanguage("tr", made)).toContain("boş");
  for (const { sentence } of Object.values(errorTable)) {
    // Values that are not there have words of their own in each language.
    expect(inLanguage("tr", () => sentence({}))).not.toBe(sentence({}));
  }
});
