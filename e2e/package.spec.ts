import { listPackage } from "@electron/asar";
import { FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "@playwright/test";
import { build, Platform } from "electron-builder";
import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { configuration } from "../scripts/packaging/electron-config.ts";
import { writeElectronFolder } from "../scripts/packaging/testing/electron-stand-in.ts";
import { WorkstationPage } from "./pages/workstation.ts";
import { phantomFolder } from "./support/films.ts";

const root = join(import.meta.dirname, "..");
const hasDpkg = spawnSync("dpkg-deb", ["--version"]).status === 0;

let place = "";
test.beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "overread-package-"));
});
test.afterAll(() => {
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
});

/** Installs into a root of its own: by dpkg with its records as root, else unpacked. */
function install(deb: string, into: string): void {
  if (process.getuid?.() !== 0) {
    execFileSync("dpkg-deb", ["--extract", deb, into]);
    return;
  }
  const records = join(into, "var", "lib", "dpkg");
  for (const folder of ["info", "updates", "triggers"]) mkdirSync(join(records, folder), { recursive: true });
  for (const file of ["status", "available"]) writeFileSync(join(records, file), "");
  // The libraries and the browser that it asks for stand in the machine's own root.
  const options = [`--root=${into}`, "--force-depends", "--force-unsafe-io", "--install", deb];
  execFileSync("dpkg", options, { stdio: "pipe" });
  const verified = execFileSync("dpkg", [`--root=${into}`, "--verify", "overread"], { encoding: "utf8" });
  expect(verified, "files that differ from the package's own sums").toBe("");
}

/** Waits for the file that lets a browser in. */
function served(child: ChildProcess): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const file = /open (.+enter-\d+\.html)/.exec(text)?.[1];
      if (file !== undefined) resolve(file);
    });
    child.on("error", reject);
    child.on("exit", () => {
      reject(new Error(`it ended:\n${text}`));
    });
  });
}

test("the Debian package is built, installed, started without a display, and reads a film", async ({
  page,
}) => {
  if (!hasDpkg) console.log("*** the Debian package SKIPPED: there is no dpkg-deb here ***");
  test.skip(!hasDpkg, "there is no dpkg-deb here");
  test.setTimeout(240_000);
  const film = join(phantomFolder(1), "phantom-001.dcm");
  // What the repository says of the film, while the package is made.
  const cli = join(root, "src", "main", "cli", "main.ts");
  const ours = promisify(execFile)(process.execPath, [cli, "read", film, "--json"], {
    env: { ...process.env, OVERREAD_HOME: join(place, "repository") },
  });
  const make = ["scripts/run.mjs", "scripts/package.ts", "--shell", "browser"];
  const { stderr } = await promisify(execFile)(process.execPath, make, { cwd: root });
  const [, deb = "", size] = /(dist\/overread_.+\.deb) is made \((\d+) MB\)/.exec(stderr) ?? [];
  expect(Number(size), stderr).toBeGreaterThan(100);

  const info = execFileSync("dpkg-deb", ["--info", deb], { cwd: root, encoding: "utf8" });
  expect(info).toMatch(/^ Package: overread$/m);
  expect(info).toMatch(/^ Depends: .*chromium/m);
  const contents = execFileSync("dpkg-deb", ["--contents", deb], { cwd: root, encoding: "utf8" });
  const lines = contents.trim().split("\n");
  const names = lines.map((line) => line.split(/\s+/)[5] ?? "");
  for (const name of [
    "usr/bin/overread",
    "usr/lib/overread/bin/node",
    "usr/lib/overread/out/renderer/index.html",
    "usr/share/applications/overread.desktop",
    "usr/share/doc/overread/THIRD_PARTY.md",
    "usr/share/doc/overread/copyright",
    "usr/share/icons/hicolor/scalable/apps/overread.svg",
    ...globSync("resources/models/**/*.*", { cwd: root }).map((file) => `usr/lib/overread/${file}`),
  ])
    expect(names).toContain(`./${name}`);
  expect(names.filter((name) => /\.test\.ts$|\/testing\/|\/electron|win32|darwin/.test(name))).toEqual([]);
  expect(lines.filter((line) => !/^(-rw-r--r--|[-d]rwxr-xr-x|l\S+) root\/root /.test(line))).toEqual([]);

  const installed = join(place, "root");
  install(join(root, deb), installed);
  const program = join(installed, "usr", "bin", "overread");
  const home = join(place, "home");
  mkdirSync(home);
  // Nothing of this repository is on its way: a folder, a home and an environment of its own.
  const run = { cwd: place, env: { PATH: "/usr/bin:/bin", HOME: home } };
  const answer = execFileSync(program, ["read", film, "--json"], { ...run, encoding: "utf8" });
  // All but the time that it took.
  const said = (text: string) => ({ ...(JSON.parse(text) as { models: unknown[] }), ms: undefined });
  expect(said(answer).models).toHaveLength(4);
  expect(said(answer)).toEqual(said((await ours).stdout));

  execFileSync(program, ["import", film], { ...run, stdio: "pipe" });
  const shell = spawn(program, [], { ...run, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => shell.once("exit", resolve));
  try {
    const workstation = new WorkstationPage(page);
    await workstation.enter(await served(shell));
    await workstation.openStudy(0);
    await expect(workstation.sealed).toBeVisible();
    await workstation.commitRead("p");
    await expect(workstation.probabilities.first()).toBeVisible({ timeout: 60_000 });
    await workstation.keep("70-installed");
  } finally {
    shell.kill("SIGTERM");
  }
  expect(await ended).toBe(0);
});

test("electron-builder packs the workstation: native code and networks outside the archive, fuses closed", async () => {
  test.setTimeout(240_000);
  const electron = join(place, "electron");
  writeElectronFolder(electron);
  const output = join(place, "packed");
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget("dir"),
    config: {
      ...configuration({ testBuild: false }),
      electronDist: electron,
      directories: { output, buildResources: "build" },
    },
  });
  const packed = join(output, "linux-unpacked");
  const wire = await getCurrentFuseWire(join(packed, "overread"));
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);

  const listed = listPackage(join(packed, "resources", "app.asar"), { isPack: true }).map((line) => {
    const [, state = "", path = ""] = /^(\S+)\s*: \/(.*)$/.exec(line) ?? [];
    return { unpacked: state === "unpack", path };
  });
  const inside = listed.filter(({ unpacked }) => !unpacked).map(({ path }) => path);
  const outside = listed.filter(({ unpacked }) => unpacked).map(({ path }) => path);
  expect(inside).toEqual(
    expect.arrayContaining(["out/main/electron.js", "out/preload/preload.cjs", "package.json"]),
  );
  expect(inside.filter((path) => /\.(node|wasm|so[.\d]*|onnx|bin|f16)$/.test(path))).toEqual([]);
  const runtime = `node_modules/onnxruntime-node/bin/napi-v6/linux/${process.arch}`;
  const models = globSync("resources/**/*.*", { cwd: root });
  for (const path of [`${runtime}/libonnxruntime.so.1`, `${runtime}/onnxruntime_binding.node`, ...models]) {
    expect(outside).toContain(path);
    expect(existsSync(join(packed, "resources", "app.asar.unpacked", path)), path).toBe(true);
  }
  expect(outside.filter((path) => /codec-.+\.wasm$/.test(path)).length).toBeGreaterThanOrEqual(4);
  // Development's packages, Node and other systems' native code stay behind.
  const names = listed.map(({ path }) => path);
  expect(names.filter((path) => /node_modules\/(vite|node-|global-agent)|win32|darwin/.test(path))).toEqual(
    [],
  );
});
