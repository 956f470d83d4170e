import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of a few megabytes for tests of a full one. */
export interface SmallDisk {
  readonly folder: string;
  resize(megabytes: number): void;
  makeReadOnly(): void;
  remove(): void;
}

const quietly = { stdio: "ignore" } as const;

/** Null where mounting is not permitted (it takes root on Linux). */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "overread-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], quietly);
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    resize(size) {
      execFileSync("mount", ["-o", `remount,size=${size}m`, folder], quietly);
    },
    makeReadOnly() {
      execFileSync("mount", ["-o", "remount,ro", folder], quietly);
    },
    remove() {
      execFileSync("umount", ["--lazy", folder], quietly);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
