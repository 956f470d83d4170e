import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "./tool.ts";

/** The system's Python first: that is the one for which Debian packages PyTorch. */
const python = ["/usr/bin/python3", "python3"].find(
  (name) => spawnSync(name, ["-c", "import torch, onnx, PIL, numpy, pydicom"]).status === 0,
);

/** Whether the document's commands can be followed here; says so where not, and fails under CI. */
function canFollow(): boolean {
  if (python !== undefined && process.platform === "linux") return true;
  const message =
    "docs/models.md is not followed: it needs Linux and PyTorch (apt-get install python3-torch python3-onnx python3-pil python3-pydicom)";
  if (process.env["CI"] !== undefined) throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
  return false;
}

const text = readFileSync(join(root, "docs", "models.md"), "utf8");
/** The document's commands in their order. */
const commands = [...text.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap((block) =>
  (block[1] ?? "").split("\n").filter((line) => line !== ""),
);

type Film = {
  models: { id: string; probability: number; threshold: number; verdict: string; own?: true }[];
  agreement: { of: number; votes: number; probability: number };
};
const json = <Value>(output: string | undefined): Value => JSON.parse(output ?? "") as Value;

describe.skipIf(!canFollow())("docs/models.md, followed", () => {
  const home = mkdtempSync(join(tmpdir(), "overread-own-"));
  afterAll(() => {
    rmSync(home, { recursive: true });
  });
  const outputs = new Map<string, string>();

  it("every command works in a new user's home", { timeout: 300_000 }, () => {
    const bin = join(home, "bin");
    mkdirSync(bin);
    const real = execFileSync(python ?? "", ["-c", "import sys; print(sys.executable)"], {
      encoding: "utf8",
    });
    symlinkSync(real.trim(), join(bin, "python3"));
    // A new user: no folder of their own choice, nothing where they stand.
    const chosen = ["OVERREAD_HOME", "XDG_DATA_HOME", "INIT_CWD"];
    const inherited = Object.entries(process.env).filter(([name]) => !chosen.includes(name));
    const path = `${bin}${delimiter}${process.env["PATH"]}`;
    const env: NodeJS.ProcessEnv = { ...Object.fromEntries(inherited), HOME: home, PATH: path };
    expect(commands.length).toBeGreaterThan(7);
    for (const command of commands) {
      const run = spawnSync("bash", ["-c", command], { cwd: root, env, encoding: "utf8" });
      expect(run.status, `${command}\n${run.stderr}`).toBe(0);
      outputs.set(command, run.stdout);
    }
  });

  const output = (words: string): string | undefined =>
    [...outputs].find(([command]) => command.includes(words))?.[1];

  it("Overread's probability is PyTorch's", () => {
    const film = json<Film>(output("phantom-001.dcm --json"));
    const [own, ...others] = film.models.filter((model) => model.own === true);
    expect(others).toEqual([]);
    expect(own).toMatchObject({ id: "example", version: "1.0.0", threshold: 0.35 });
    const { probability } = json<{ probability: number }>(output("example.py answer"));
    expect(own?.probability).toBeCloseTo(probability, 6);
    expect(own?.verdict).toBe(probability >= 0.35 ? "pneumonia" : "normal");
  });

  it("the panel is what it is without it", () => {
    const film = json<Film>(output("phantom-001.dcm --json"));
    const panel = film.models.filter((model) => model.own === undefined);
    expect(panel.length).toBeGreaterThan(0);
    expect(film.agreement.of).toBe(panel.length);
    expect(film.agreement.votes).toBe(panel.filter(({ verdict }) => verdict === "pneumonia").length);
  });

  it("the line of the table and the head of the report are as it says", () => {
    // The probability and with it the word are this PyTorch's random weights'; all else is as it stands there.
    const line = /^ {2}example .*\(your own, not in the panel\)$/m;
    const form = (words: string | undefined): string | undefined =>
      words?.match(line)?.[0].replace(/0\.\d{3}( +0\.350 +)(normal|pneumonia)/, "PROBABILITY$1VERDICT");
    expect(form(output("read ~/phantoms"))).toContain("PROBABILITY");
    expect(form(output("read ~/phantoms"))).toBe(form(text));
    expect(output("evaluate")).toContain(
      "Example 1.0.0 (your own, not in the panel), pneumonia from probability 0.350 on",
    );
  });
});
