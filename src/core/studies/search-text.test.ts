import { expect, test } from "vitest";
import { foldForSearch, searchWords } from "./search-text.ts";

test.each([
  ["MÜLLER^Jürgen", "muller jurgen"],
  ["Işık^İPEK", "isik ipek"],
  ["Ångström=Łódź", "angstrom lodz"],
  ["Weiß", "weiss"],
  ["王小明", "王小明"],
  ["김희중", "김희중"],
  ["ΝΙΚΌΛΑΟΣ", "νικολαοσ"],
  ["Артём", "артем"],
  ["Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"],
])("%s is compared as %s", (text, folded) => {
  expect(foldForSearch(text)).toBe(folded);
});

test("a search is its words; of separators alone there is none", () => {
  expect(searchWords("  doe^JOHN 12 ")).toEqual(["doe", "john", "12"]);
  expect(searchWords(" ^ = ")).toEqual([]);
});
