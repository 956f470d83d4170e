import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { putPages, whyNot } from "./browser-tree.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "overread-tree-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const mode = (name: string): number => statSync(join(folder, name)).mode & 0o777;

it("pages are readable by everybody, and a program beside them stays one", () => {
  const program = join(folder, "overread");
  writeFileSync(program, "", { mode: 0o755 });
  putPages(folder);
  expect(mode("overread")).toBe(0o755);
  expect(mode("docs")).toBe(0o755);
  expect(mode("docs/security.md")).toBe(0o644);
  expect(mode("THIRD_PARTY.md")).toBe(0o644);
  expect(existsSync(join(folder, "LICENSE"))).toBe(true);
});

it("says where the package without Electron is made", () => {
  expect(whyNot("win32", "x64")).toContain("made on Linux");
  expect(whyNot("linux", "riscv64")).toContain("riscv64");
});
