import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** A disk of a few megabytes for tests of a full one. */
export interface SmallDisk {
  readonly folder: string;
  resize(megabytes: number): void;
  makeReadOnly(): void;
  remove(): void;
}

/** A disk with a file system that turns read-only under the programs that use it, as ext4 does at a fault. */
export interface FailingDisk {
  readonly folder: string;
  /** From now on nothing can be written, through open files neither. */
  fail(): void;
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

/** Null where it cannot be made here (it takes root, Linux, a loop device and e2fsprogs). */
export function mountFailingDisk(megabytes: number): FailingDisk | null {
  const place = mkdtempSync(join(tmpdir(), "overread-disk-"));
  const [image, folder] = [join(place, "image"), join(place, "disk")];
  try {
    mkdirSync(folder);
    writeFileSync(image, "");
    truncateSync(image, megabytes * 1024 * 1024);
    execFileSync("mkfs.ext4", ["-q", "-F", image], quietly);
    execFileSync("mount", ["-o", "loop,errors=remount-ro", image, folder], quietly);
  } catch {
    rmSync(place, { recursive: true });
    return null;
  }
  return {
    folder,
    fail() {
      const device = basename(
        execFileSync("findmnt", ["-no", "SOURCE", folder], { encoding: "utf8" }).trim(),
      );
      writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, "1");
    },
    remove() {
      execFileSync("umount", ["--lazy", folder], quietly);
      rmSync(place, { recursive: true, force: true });
    },
  };
}
