import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { phantomPng } from "../../core/phantom/png.ts";
import { modelsFolder } from "../entry-points.ts";
import { jsonLines, overread } from "./testing/overread.ts";

let folder: string;
const phantom = drawPhantom({ seed: 6, rows: 400, columns: 480, age: 3 });
// Without the mark of a phantom, this is a child's film that the check has nothing against.
const override = { SOPInstanceUID: "2.25.42", QualityControlImage: null };
const dicom = phantomDicom(phantom, { override });
const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "overread cli ü-"));
  for (const name of ["films/below", "empty", "one"]) mkdirSync(join(folder, name), { recursive: true });
  put("films/b child.dcm", dicom);
  put("films/below/ä.png", phantomPng(phantom));
  put("films/notes.txt", "not a film");
  put("films/below/nothing.dcm", "");
  symlinkSync("..", join(folder, "films/below/up"));
  symlinkSync(join(modelsFolder(), "mobilenetv2"), join(folder, "one/mobilenetv2"));
  put("cut.dcm", dicom.subarray(0, dicom.length / 2));
  put("text.dcm", "this is a letter, not a film\n".repeat(20));
  put("ct.dcm", phantomDicom(phantom, { override: { Modality: "CT" } }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const probability = expect.toSatisfy((p: unknown) => typeof p === "number" && p >= 0 && p <= 1);
/** The smallest of the networks: where the panel is not what is asked about, the others need not be loaded. */
const oneNetwork = ["--models", "one"];
const word = expect.stringMatching(/^(pneumonia|normal)$/);

describe("overread read", () => {
  it("prints one object a film, walks folders, goes on after failures", async () => {
    const run = await overread(["read", "films", "cut.dcm", "text.dcm", "gone.dcm", "ct.dcm", "--json"], {
      cwd: folder,
    });
    const lines = jsonLines(run);
    const models = [
      {
        id: "mobilenetv2",
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        probability,
        threshold: probability,
        verdict: word,
      },
    ];
    expect(lines.map(({ path }) => path)).toEqual([
      "films/b child.dcm",
      "films/below/ä.png",
      "cut.dcm",
      "text.dcm",
      "gone.dcm",
      "ct.dcm",
    ]);
    expect(lines[0]).toEqual({
      path: "films/b child.dcm",
      film: { kind: "dicom", rows: 400, columns: 480, sopInstanceUid: "2.25.42" },
      check: { verdict: "ok", reasons: [] },
      models: expect.arrayContaining(models),
      agreement: {
        verdict: word,
        votes: expect.any(Number),
        of: expect.any(Number),
        level: expect.stringMatching(/^(unanimous|majority|split)$/),
        probability,
        threshold: probability,
      },
      ms: { decode: expect.any(Number), infer: expect.any(Number) },
    });
    // A PNG does not say how old its patient is.
    expect(lines[1]).toMatchObject({
      film: { kind: "png", rows: 400, columns: 480 },
      check: { verdict: "warn" },
    });
    const codes = lines.slice(2, 5).map((line) => (line["error"] as { code: string }).code);
    expect(codes).toEqual(["film/truncated", "film/not-a-film", "file/not-found"]);
    expect(lines[2]).toEqual({
      path: "cut.dcm",
      error: { code: "film/truncated", message: expect.any(String) },
    });
    expect(lines[5]).toMatchObject({
      check: { verdict: "withhold" },
      models: expect.arrayContaining([expect.objectContaining({ probability: null, verdict: null })]),
      agreement: { verdict: null, probability: null, votes: null },
    });
    for (const model of lines[5]?.["models"] as { probability: null }[]) expect(model.probability).toBeNull();
    expect(run.stderr).toContain("films: 2 files are not films and were skipped.");
    expect(run.stderr).toContain("not a cleared medical device");
    expect(run.code).toBe(1);
  });

  it("prints a table for people, with the threshold and version beside each probability", async () => {
    const films = [join(folder, "films/b child.dcm"), join(folder, "ct.dcm")];
    const run = await overread(["read", ...films, ...oneNetwork], { cwd: folder });
    expect(run.code).toBe(0);
    const row = /mobilenetv2 +\d+\.\d+\.\d+ +[01]\.\d{3} +[01]\.\d{3} +(pneumonia|normal)/;
    const [child, ct] = run.stdout.split("ct.dcm");
    expect(child).toMatch(row);
    expect(ct).toMatch(/mobilenetv2 +\d+\.\d+\.\d+ +- +[01]\.\d{3} +withheld/);
    expect(ct).toContain("The modality is CT.");
    expect(ct).not.toMatch(row);
  });

  it("says so where a folder holds no films", async () => {
    const run = await overread(["read", "empty", "--json", ...oneNetwork], { cwd: folder });
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain("empty holds no films");
  });

  it("answers wrong usage with the usage and exit code 2", async () => {
    const runs = await Promise.all([
      overread(["read", "--jsn", "film.dcm"]),
      overread(["read", "film.dcm", "--models", join(folder, "nowhere")]),
    ]);
    for (const run of runs) expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(runs[0]?.stderr).toContain("overread read PATH...");
  });

  it("fails every film where there is no network, and says it", async () => {
    const run = await overread(["read", "films", "--json", "--models", "empty"], { cwd: folder });
    expect(jsonLines(run)).toMatchObject([
      { error: { code: "model/none" } },
      { error: { code: "model/none" } },
    ]);
    expect(run.code).toBe(1);
  });

  it("stops on an interrupt", async () => {
    const many = Array.from({ length: 200 }, () => "films/b child.dcm");
    const run = await overread(["read", ...many, "--json", ...oneNetwork], {
      cwd: folder,
      onOutput: (kill) => kill("SIGINT"),
    });
    expect(run.code).toBe(130);
    expect(jsonLines(run).length).toBeLessThan(200);
  });
});

describe("overread phantom", () => {
  it("writes films once, leaves the same ones and refuses to overwrite others", async () => {
    const args = ["phantom", "new/folder", "--count", "1"];
    const first = await overread(args, { cwd: folder });
    expect(first).toMatchObject({ code: 0, stdout: `${join("new/folder", "phantom-001.dcm")}\n` });
    expect(await overread(args, { cwd: folder })).toMatchObject({ code: 0 });
    const other = await overread([...args, "--seed", "2"], { cwd: folder });
    expect(other.code).toBe(1);
    expect(other.stderr).toContain("already there");
  });
});
