import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../tool.ts";
import { fuzz } from "./run.ts";

test(
  "2,000 hostile files: no crash, no hang, no fault, a code for each refusal, nothing written outside the library",
  { timeout: 600_000 },
  async () => {
    const scratch = mkdtempSync(join(tmpdir(), "overread-fuzz-"));
    onTestFinished(() => {
      rmSync(scratch, { recursive: true, force: true });
    });
    const before = readdirSync(root).sort();
    const { codes, failures } = await fuzz(join(scratch, "here"), 0, 2_000);
    expect(failures).toEqual([]);
    expect(readdirSync(scratch)).toEqual(["here"]);
    expect(readdirSync(root).sort()).toEqual(before);
    // The cases reach what they are made for.
    const reached = ["opened", "film/truncated", "film/corrupt", "film/bad-attribute", "codec/failed"];
    for (const code of [
      ...reached,
      "archive/unsafe-name",
      "media/unsafe-reference",
      "model/manifest-invalid",
    ])
      expect([...codes.keys()]).toContain(code);
  },
);
