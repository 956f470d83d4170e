import { flipFuses, FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { DebugLogger } from "builder-util";
import type { Configuration } from "electron-builder";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { configuration, fuses } from "./electron-config.ts";
import { writeFuseFile } from "./testing/electron-stand-in.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "overread-fuses-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const valid = (config: Configuration): Promise<void> => validateConfiguration(config, new DebugLogger(false));

it.each([true, false])(
  "electron-builder's own schema takes the configuration (test build: %s)",
  async (testBuild) => {
    await expect(valid(configuration({ testBuild }))).resolves.toBeUndefined();
  },
);

it("electron-builder's own schema refuses what it does not know", async () => {
  const wrong = { ...configuration({ testBuild: false }), asarUnpacked: [] } as Configuration;
  await expect(valid(wrong)).rejects.toThrow("asarUnpacked");
});

const closed = {
  [FuseV1Options.RunAsNode]: FuseState.DISABLE,
  [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
  [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
  [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  [FuseV1Options.WasmTrapHandlers]: FuseState.ENABLE,
};

it("a package's fuses are closed, and a test build differs from it in the inspector alone", async () => {
  const file = join(folder, "electron");
  writeFuseFile(file);
  await flipFuses(file, fuses(false));
  expect(await getCurrentFuseWire(file)).toEqual({ version: "1", ...closed });
  await flipFuses(file, fuses(true));
  expect(await getCurrentFuseWire(file)).toEqual({
    version: "1",
    ...closed,
    [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.ENABLE,
  });
});

it("a fuse that a newer Electron adds stops the packaging", async () => {
  const file = join(folder, "electron");
  writeFuseFile(file, 10);
  await expect(flipFuses(file, fuses(false))).rejects.toThrow();
});
