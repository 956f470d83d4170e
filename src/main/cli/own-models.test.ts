import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { phantomDicom } from "../../core/phantom/dicom.ts";
import { drawPhantom } from "../../core/phantom/draw.ts";
import { fixturesFolder, hostileFolder } from "../inference/testing/fixtures.ts";
import { jsonLines, overread } from "./testing/overread.ts";

let folder: string;
let home: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "overread own ü-"));
  home = join(folder, "home");
  for (const name of ["NORMAL", "PNEUMONIA"]) mkdirSync(join(folder, "known", name), { recursive: true });
  const draw = (seed: number) => phantomDicom(drawPhantom({ seed, rows: 256, columns: 256, age: 3 }));
  writeFileSync(join(folder, "film.dcm"), draw(1));
  writeFileSync(
    join(folder, "ct.dcm"),
    phantomDicom(drawPhantom({ seed: 2, rows: 256, columns: 256, age: 3 }), { override: { Modality: "CT" } }),
  );
  writeFileSync(join(folder, "known/NORMAL/2.dcm"), draw(2));
  writeFileSync(join(folder, "known/PNEUMONIA/3.dcm"), draw(3));
  cpSync(join(fixturesFolder, "tiny"), join(home, "models", "any name"), { recursive: true });
  cpSync(join(hostileFolder, "outside"), join(home, "models", "outside"), { recursive: true });
  cpSync(join(hostileFolder, "nan"), join(home, "models", "nan"), { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Film = { models: { id: string; own?: boolean; probability: number | null }[]; agreement: unknown };

describe("a user's own networks on the command line", () => {
  it("answer beside the panel, which is what it is without them; those that are refused are told", async () => {
    const run = await overread(["read", "film.dcm", "ct.dcm", "--json"], { cwd: folder, home });
    const alone = await overread(["read", "film.dcm", "ct.dcm", "--json"], { cwd: folder });
    const [film, ct] = jsonLines(run) as Film[];
    const [filmAlone, ctAlone] = jsonLines(alone) as Film[];
    expect(film?.agreement).toEqual(filmAlone?.agreement);
    const panel = filmAlone?.models ?? [];
    expect(film?.models).toEqual([
      ...panel,
      expect.objectContaining({ id: "tiny", version: "0.0.1", own: true }),
    ]);
    expect(panel.every((model) => model.own === undefined)).toBe(true);
    expect(run.stderr).toContain('takes weights from "secret.bin"');
    expect(run.stderr).toContain(
      'film.dcm: The network nan gave no answer for this film (its output "logits" is not',
    );
    // A network that failed on a film is a failure, whoever it belongs to.
    expect([alone.code, run.code]).toEqual([0, 1]);
    // Where the check withholds, theirs are withheld as well.
    const own = ct?.models.filter((model) => model.own === true);
    expect(own?.map(({ id, probability }) => [id, probability])).toEqual([
      ["nan", null],
      ["tiny", null],
    ]);
    expect(ct?.agreement).toEqual(ctAlone?.agreement);
  });

  it("are marked in the table", async () => {
    const { stdout } = await overread(["read", "film.dcm"], { cwd: folder, home });
    expect(stdout).toMatch(/^ {2}tiny +0\.0\.1 .*\(your own, not in the panel\)$/m);
    expect(stdout.match(/your own/g)).toHaveLength(1);
  });

  it("are left out where --models says which networks answer", async () => {
    const args = ["read", "film.dcm", "--json", "--models", join(fixturesFolder, "tiny")];
    const run = await overread(args, { cwd: folder, home });
    expect(jsonLines(run)).toMatchObject([{ models: [{ id: "tiny" }], agreement: { of: 1 } }]);
    expect(run.stdout).not.toContain("own");
    expect(run).toMatchObject({ code: 0 });
  });

  it("are measured beside the others, and not in the panel", async () => {
    const run = await overread(["evaluate", "known", "--json"], { cwd: folder, home });
    const lines = jsonLines(run);
    const networks = lines.filter(({ kind }) => kind === "model");
    const own = networks.filter((line) => line["own"] === true);
    expect(own.map(({ id, films, failed }) => [id, films, failed])).toEqual([
      ["nan", 0, 2],
      ["tiny", 2, 0],
    ]);
    const panel = lines.find(({ kind }) => kind === "panel");
    expect(panel?.["networks"]).toBe(networks.length - own.length);
    expect(lines.at(-1)).toMatchObject({
      networks: { loaded: networks.length - own.length, own: 2, refused: 1 },
    });
  });
});
