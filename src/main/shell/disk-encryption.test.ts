import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../store/testing/library.ts";
import { bitLocker, diskEncryption, fileVault, ofNumber } from "./disk-encryption.ts";

interface Device {
  readonly uuid?: string;
  readonly below?: readonly string[];
}

/** The kernel's tree of devices as it lies in /sys, with the folder's own disk named `top`. */
async function tree(top: string, devices: Readonly<Record<string, Device>>): Promise<string> {
  const sys = await temporaryFolder();
  const place = (name: string): string => join(sys, "devices", name);
  for (const [name, { uuid }] of Object.entries(devices)) {
    mkdirSync(join(place(name), "slaves"), { recursive: true });
    if (uuid === undefined) continue;
    mkdirSync(join(place(name), "dm"));
    writeFileSync(join(place(name), "dm", "uuid"), `${uuid}\n`);
  }
  for (const [name, { below = [] }] of Object.entries(devices))
    for (const one of below) symlinkSync(place(one), join(place(name), "slaves", one));
  mkdirSync(join(sys, "dev", "block"), { recursive: true });
  symlinkSync(place(top), join(sys, "dev", "block", "253:1"));
  return sys;
}

const luks = "CRYPT-LUKS2-6f1a3b5c9d2e4f708192a3b4c5d6e7f8-luks-root";

test.runIf(process.platform !== "win32").each<[string, Device, Record<string, Device>, string]>([
  ["a LUKS volume", { uuid: luks, below: ["sda3"] }, { sda3: {} }, "encrypted"],
  [
    "LVM in LUKS",
    { uuid: "LVM-abc", below: ["dm-0"] },
    { "dm-0": { uuid: luks, below: ["sda3"] }, sda3: {} },
    "encrypted",
  ],
  ["a plain partition", {}, {}, "not-encrypted"],
  ["LVM on a plain disk", { uuid: "LVM-abc", below: ["sda3"] }, { sda3: {} }, "not-encrypted"],
  [
    "a mirror of which one half is encrypted",
    { below: ["dm-0", "sdb1"] },
    { "dm-0": { uuid: luks }, sdb1: {} },
    "not-encrypted",
  ],
  [
    "a mirror of two encrypted halves",
    { below: ["dm-0", "dm-2"] },
    { "dm-0": { uuid: luks }, "dm-2": { uuid: luks } },
    "encrypted",
  ],
  [
    "a volume that is checked, not encrypted",
    { uuid: "CRYPT-VERITY-abc-root", below: ["sda3"] },
    { sda3: {} },
    "not-encrypted",
  ],
])("on Linux %s is told by the kernel's tree", async (_name, top, below, expected) => {
  const sys = await tree("top", { top, ...below });
  expect(await ofNumber(253, 1, sys)).toBe(expected);
});

test("this machine's disk is what lsblk says of it", async ({ skip }) => {
  const folder = await temporaryFolder();
  const source =
    spawnSync("findmnt", ["-no", "SOURCE", "-T", folder], { encoding: "utf8" }).stdout?.trim() ?? "";
  const { stdout, status } = spawnSync("lsblk", ["-sno", "TYPE", source], { encoding: "utf8" });
  if (status !== 0 || stdout.trim() === "") return skip("lsblk knows no device below the temporary folder");
  const crypt = /\bcrypt\b/.test(stdout);
  expect(await diskEncryption(folder)).toBe(crypt ? "encrypted" : "not-encrypted");
});

test("a folder that is not there, and one in memory, prove nothing", async () => {
  expect(await diskEncryption("/nowhere/at/all")).toBe("unknown");
  if (process.platform === "linux") expect(await diskEncryption("/dev/shm")).toBe("unknown");
});

test("what macOS and Windows say is taken by the word, and nothing else is proof", () => {
  expect(fileVault("FileVault is On.\n")).toBe("encrypted");
  expect(fileVault("FileVault is Off.\n")).toBe("not-encrypted");
  expect(fileVault("FileVault is On.\nEncryption in progress: Percent completed = 12\n")).toBe("unknown");
  expect(fileVault("fdesetup: not supported")).toBe("unknown");
  expect(["1\r\n", "2\r\n", "3\r\n", "5\r\n", "", "\r\n"].map(bitLocker)).toEqual([
    "encrypted",
    "not-encrypted",
    "unknown",
    "unknown",
    "unknown",
    "unknown",
  ]);
});
