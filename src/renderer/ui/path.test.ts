import { expect, test } from "vitest";
import { pathIn } from "./path.ts";

test("a path is written as its folder is", () => {
  expect(pathIn("/mnt/backups", "a")).toBe("/mnt/backups/a");
  expect(pathIn("/", "a")).toBe("/a");
  expect(pathIn("D:\\backups", "a")).toBe("D:\\backups\\a");
  expect(pathIn("D:\\", "a")).toBe("D:\\a");
});
