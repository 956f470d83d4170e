import { execFile } from "node:child_process";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, join, parse } from "node:path";
import { promisify } from "node:util";
import type { DiskEncryption } from "../../core/api.ts";

const run = promisify(execFile);
/** Milliseconds that a system may take to say how it keeps a disk. */
const patience = 20_000;

/**
 * Kinds of device-mapper volumes that cryptsetup encrypts; its checking ones (CRYPT-VERITY, CRYPT-INTEGRITY)
 * encrypt nothing.
 */
const encrypts = /^CRYPT-(LUKS1|LUKS2|PLAIN|LOOPAES|TCRYPT|BITLK|FVAULT2)-/;

/**
 * Whether the operating system encrypts the disk that a folder lies on. What cannot be proven is "unknown": a
 * network share, a file system over several devices that are not all known, a disk that encrypts itself.
 */
export async function diskEncryption(folder: string): Promise<DiskEncryption> {
  try {
    if (process.platform === "linux") return await onLinux(folder);
    if (process.platform === "darwin") return await onMac(folder);
    if (process.platform === "win32") return await onWindows(folder);
  } catch {
    // A system that does not answer has proven nothing.
  }
  return "unknown";
}

async function onLinux(folder: string): Promise<DiskEncryption> {
  const { dev } = await stat(folder);
  return ofNumber(deviceMajor(dev), deviceMinor(dev));
}

/**
 * Linux: whether the block device of this number is encrypted, or every device that it is put together from, by the
 * kernel's own tree.
 */
export async function ofNumber(
  major: number,
  minor: number,
  sys = "/sys",
  proc = "/proc",
): Promise<DiskEncryption> {
  const number = `${major}:${minor}`;
  return major === 0
    ? ofAnonymous(number, sys, proc)
    : ofDevice(await realpath(join(sys, "dev", "block", number)), sys);
}

/** Linux's packing of device numbers (makedev(3)). */
const deviceMajor = (dev: number): number =>
  Number(((BigInt(dev) >> 8n) & 0xfffn) | ((BigInt(dev) >> 32n) & 0xfffff000n));
const deviceMinor = (dev: number): number =>
  Number((BigInt(dev) & 0xffn) | ((BigInt(dev) >> 12n) & 0xffffff00n));

/** A file system without a device number of its own: of these Btrfs names its devices. */
async function ofAnonymous(number: string, sys: string, proc: string): Promise<DiskEncryption> {
  const mounts = (await readFile(join(proc, "self", "mountinfo"), "utf8")).split("\n");
  const [, kind = "", source = ""] =
    mounts
      .find((line) => line.split(" ")[2] === number)
      ?.split(" - ")[1]
      ?.match(/^(\S+) (\S+)/) ?? [];
  if (kind !== "btrfs") return "unknown";
  const device = basename(await realpath(source));
  const pools = join(sys, "fs", "btrfs");
  for (const pool of await readdir(pools)) {
    const devices = await readdir(join(pools, pool, "devices")).catch((): string[] => []);
    if (devices.includes(device))
      return ofAll(
        devices.map((name) => join(pools, pool, "devices", name)),
        sys,
      );
  }
  return "unknown";
}

async function ofDevice(device: string, sys: string): Promise<DiskEncryption> {
  const uuid = await readFile(join(device, "dm", "uuid"), "utf8").catch(() => "");
  if (encrypts.test(uuid)) return "encrypted";
  const below = await readdir(join(device, "slaves")).catch((): string[] => []);
  if (below.length > 0)
    return ofAll(
      below.map((name) => join(device, "slaves", name)),
      sys,
    );
  // A file that stands in for a disk lies on another one.
  return basename(device).startsWith("loop") ? "unknown" : "not-encrypted";
}

/** Encrypted only where all of them are. */
async function ofAll(links: readonly string[], sys: string): Promise<DiskEncryption> {
  const found = await Promise.all(links.map(async (link) => ofDevice(await realpath(link), sys)));
  if (found.every((one) => one === "encrypted")) return "encrypted";
  return found.includes("not-encrypted") ? "not-encrypted" : "unknown";
}

/** What FileVault says is of the startup disk alone. */
async function onMac(folder: string): Promise<DiskEncryption> {
  const [here, startup] = await Promise.all([stat(folder), stat("/System/Volumes/Data")]);
  if (here.dev !== startup.dev) return "unknown";
  const { stdout } = await run("/usr/bin/fdesetup", ["status"], { timeout: patience });
  return fileVault(stdout);
}

/** "FileVault is On." and "FileVault is Off."; while it encrypts or decrypts more follows, and nothing is proven. */
export function fileVault(said: string): DiskEncryption {
  if (/in progress|percent/i.test(said)) return "unknown";
  if (said.startsWith("FileVault is On.")) return "encrypted";
  return said.startsWith("FileVault is Off.") ? "not-encrypted" : "unknown";
}

/** BitLocker by the shell's property of the drive, which needs no administrator, unlike manage-bde. */
async function onWindows(folder: string): Promise<DiskEncryption> {
  const drive = /^([A-Za-z]:)\\$/.exec(parse(await realpath(folder)).root)?.[1];
  if (drive === undefined) return "unknown";
  const property = "ExtendedProperty('System.Volume.BitLockerProtection')";
  const command = `(New-Object -ComObject Shell.Application).NameSpace('${drive}').Self.${property}`;
  const args = ["-NoProfile", "-NonInteractive", "-Command", command];
  const { stdout } = await run("powershell.exe", args, { timeout: patience, windowsHide: true });
  return bitLocker(stdout);
}

/** 1 is on, 2 is off; being encrypted, being decrypted, suspended and locked prove nothing. */
export function bitLocker(said: string): DiskEncryption {
  if (said.trim() === "1") return "encrypted";
  return said.trim() === "2" ? "not-encrypted" : "unknown";
}
