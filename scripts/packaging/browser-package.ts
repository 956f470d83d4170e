import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command, root } from "../tool.ts";
import { putPages, putProgram, version, whyNot } from "./browser-tree.ts";
import { buildDeb } from "./debian.ts";

const dist = join(root, "dist");

/** Without dpkg-deb: an archive to be unpacked anywhere, whose `overread` is the program. */
async function buildArchive(stage: string): Promise<string> {
  const name = `overread-${version}-linux-${process.arch}`;
  putProgram(join(stage, name));
  putPages(join(stage, name));
  const file = join(dist, `${name}.tar.gz`);
  const options = ["--owner=0", "--group=0", "--numeric-owner", "--create", "--gzip"];
  const { code, output } = await command(
    "tar",
    [...options, `--file=${file}`, `--directory=${stage}`, name],
    {
      capture: true,
    },
  );
  if (code !== 0) throw new Error(output.trim());
  return file;
}

/**
 * Makes the package without Electron in `dist`: a .deb where there is dpkg-deb, else a .tar.gz. The renderer must have been built.
 * @returns its path
 * @throws Error with a sentence for the user
 */
export async function buildBrowserPackage(): Promise<string> {
  const reason = whyNot();
  if (reason !== undefined) throw new Error(reason);
  mkdirSync(dist, { recursive: true });
  const stage = join(dist, ".stage");
  rmSync(stage, { recursive: true, force: true });
  try {
    const hasDpkg = spawnSync("dpkg-deb", ["--version"]).status === 0;
    return await (hasDpkg ? buildDeb(stage, dist) : buildArchive(stage));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}
