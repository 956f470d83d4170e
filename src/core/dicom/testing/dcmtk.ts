import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a program can be started here. */
export const hasProgram = (name: string): boolean =>
  spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;

/**
 * What a test that needs `programs` does here: true to run; false to skip, said aloud. Where CI is
 * set nothing is skipped: the missing program makes the test fail.
 */
export function canRun(programs: readonly string[], packages = "dcmtk libgdcm-tools"): boolean {
  const missing = programs.filter((name) => !hasProgram(name));
  if (missing.length === 0 || process.env["CI"] === "true") return true;
  process.stderr.write(
    `SKIPPED, not installed: ${missing.join(", ")} (Debian: apt-get install ${packages})\n`,
  );
  return false;
}

function run(program: string, args: readonly string[]): void {
  const done = spawnSync(program, args, { encoding: "utf8" });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.stderr}`);
}

/** Grey levels of one film by dcmtk's dcm2pnm (or its siblings for JPEG and JPEG-LS); frame counts from 1. */
export function renderWithDcmtk(
  program: string,
  options: readonly string[],
  path: string,
  frame = 1,
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "overread-dcmtk-"));
  try {
    const out = join(folder, "out.pnm");
    run(program, ["-q", "+op", "-O", "+F", String(frame), ...options, path, out]);
    return readPnm(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same after gdcmconv has decoded the film: for syntaxes that dcmtk lacks. */
export function renderDecodedWithDcmtk(options: readonly string[], path: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "overread-gdcm-"));
  try {
    const raw = join(folder, "raw.dcm");
    run("gdcmconv", ["--raw", path, raw]);
    return renderWithDcmtk("dcm2pnm", options, raw);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Samples of a binary PGM or PPM of eight bits, which may carry comments in its header. */
function readPnm(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 512)).toString("latin1");
  const match = /^P([56])\s+(?:#[^\n]*\n\s*)*(\d+)\s+(\d+)\s+255\s/.exec(head);
  if (!match) throw new Error(`no PNM: ${head.slice(0, 40)}`);
  return bytes.subarray(match[0].length);
}
