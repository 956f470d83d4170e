import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { classificationReport } from "../../core/agreement/metrics/classification.ts";
import { reference } from "../../core/agreement/metrics/testing/reference.ts";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { phantomPng } from "../../core/phantom/png.ts";
import { fixturesFolder } from "../inference/testing/fixtures.ts";
import { classificationText } from "./evaluate-report.ts";
import { jsonLines, overread, type Run } from "./testing/overread.ts";

let folder: string;
let run: Run;
let answers: { positive: boolean; probability: number; verdict: string }[];
const size = { rows: 256, columns: 256 };
const draw = (seed: number) => drawPhantom({ ...size, seed, age: 3 });
const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "overread evaluate ü-"));
  for (const name of ["set/NORMAL/below", "set/PNEUMONIA", "plain", "half/NORMAL"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  for (const seed of [1, 2]) put(`set/NORMAL/person7_${seed}.png`, phantomPng(draw(seed)));
  put("set/NORMAL/below/3.png", phantomPng(draw(3)));
  put("set/NORMAL/notes.txt", "not a film");
  put("set/PNEUMONIA/4.png", phantomPng(draw(4)));
  put("set/PNEUMONIA/5 ct.dcm", phantomDicom(draw(5), { override: { Modality: "CT" } }));
  put("set/PNEUMONIA/cut.dcm", phantomDicom(draw(5)).subarray(0, 4000));
  put("plain/5.dcm", phantomDicom(draw(5), { override: { QualityControlImage: null } }));
  const models = ["--models", join(fixturesFolder, "tiny")];
  run = await overread(["evaluate", "set", "--json", ...models], { cwd: folder });
  // What `read` answers of the same films; the withheld one's pixels lie in a film that it does answer.
  const films = ["set/NORMAL", "set/PNEUMONIA/4.png", "plain/5.dcm"];
  const read = jsonLines(await overread(["read", ...films, "--json", ...models], { cwd: folder }));
  answers = read.map((line) => ({
    positive: !String(line["path"]).startsWith("set/NORMAL"),
    ...(line["agreement"] as { probability: number; verdict: string }),
  }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("overread evaluate", () => {
  it("prints what failed, each network, the panel and the counts", () => {
    const lines = jsonLines(run);
    expect(lines.map(({ kind, id }) => [kind, id])).toEqual([
      [undefined, undefined],
      ["model", "tiny"],
      ["panel", "panel"],
      ["summary", undefined],
    ]);
    expect(lines[0]).toEqual({
      path: join("set", "PNEUMONIA", "cut.dcm"),
      error: { code: "film/truncated", message: expect.any(String) },
    });
    expect(lines[3]).toMatchObject({
      folder: "set",
      films: 6,
      failed: 1,
      skipped: 1,
      actual: { pneumonia: 3, normal: 3 },
      networks: { loaded: 1, refused: 0 },
    });
    expect((lines[3]?.["check"] as { withhold: number }).withhold).toBe(1);
    expect(run.code).toBe(1);
  });

  it("counts every film that was answered, the withheld one as well", () => {
    expect(answers).toHaveLength(5);
    const count = (positive: boolean, verdict: string) =>
      answers.filter((film) => film.positive === positive && film.verdict === verdict).length;
    // The area by its meaning: the share of pairs of a film with and one without pneumonia in order.
    const pairs = answers
      .filter(({ positive }) => positive)
      .flatMap(({ probability: p }) =>
        answers
          .filter(({ positive }) => !positive)
          .map(({ probability: n }) => (p > n ? 1 : p === n ? 0.5 : 0)),
      );
    const area = pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length;
    for (const line of jsonLines(run).slice(1, 3)) {
      expect(line).toMatchObject({
        films: 5,
        failed: 1,
        patients: 4,
        threshold: 0.5,
        confusionMatrix: [
          [count(true, "pneumonia"), count(true, "normal")],
          [count(false, "pneumonia"), count(false, "normal")],
        ],
        classes: { pneumonia: { support: 2 }, normal: { support: 3 } },
        auc: { value: expect.closeTo(area, 12) },
      });
    }
  });

  it("prints tables for people", async () => {
    const text = await overread(["evaluate", "set", "--models", join(fixturesFolder, "tiny")], {
      cwd: folder,
    });
    expect(text.stdout).toMatch(/0\.0\.1, pneumonia from probability 0\.500 on\n/);
    expect(text.stdout).toMatch(/Pneumonia +\d +\d\n +Normal +\d +\d\n/);
    expect(text.stdout).toContain("Panel of 1 network");
    expect(text.stdout).toContain("set: 6 films, 3 with pneumonia and 3 normal by their folders");
    expect(text.stdout).toMatch(/1 that a reader would get no number for/);
    expect(text.stdout).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(text.stderr).toContain("cut.dcm is cut off");
    expect(text.stderr).not.toContain("\u001b");
    expect(text.code).toBe(1);
  });

  it("has scikit-learn's layout, as the paper's figures 6 to 10", () => {
    const report = classificationReport({
      truePositive: 845,
      falseNegative: 8,
      falsePositive: 24,
      trueNegative: 291,
    });
    expect(`${classificationText({ report }).join("\n")}\n`).toBe(reference.paperReport);
  });

  it("is wrong usage where a folder of the two is missing", async () => {
    const wrong = await overread(["evaluate", "half"], { cwd: folder });
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toContain("half has no folder PNEUMONIA");
  });
});
