// A short reading story with the real window of the browser shell, for a network namespace without a route:
// `offline-story.ts FOLDER` works in that folder and prints one JSON object, what came of it.
import { expect } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { WorkstationPage } from "../pages/workstation.ts";
import { startRealWindow } from "./real-window.ts";
import { startScreen } from "./screen.ts";

const root = join(import.meta.dirname, "..", "..");
const [folder = ""] = process.argv.slice(2);

/** Packets and connections for which there was no route, as the kernel counts them: every try to get out is one. */
function triesToGetOut(): { four: number; six: number } {
  const [names = "", values = ""] = readFileSync("/proc/net/snmp", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("Ip:"));
  const at = names.split(" ").indexOf("OutNoRoutes");
  const six = /Ip6OutNoRoutes\s+(\d+)/.exec(readFileSync("/proc/net/snmp6", "utf8"))?.[1] ?? "0";
  return { four: Number(values.split(" ")[at]), six: Number(six) };
}

/** A proxy that writes down what it is asked for, and answers nothing. */
async function recordingProxy(): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ""}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const filesUnder = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Files under a folder in which one of the words stands. */
function filesWith(words: readonly string[], under: string): string[] {
  return filesUnder(under).filter((file) => {
    const text = readFileSync(file, "latin1");
    return words.some((word) => text.includes(word) || text.includes([...word].join("\0")));
  });
}

const home = join(folder, "home");
const temporary = join(folder, "tmp");
mkdirSync(temporary);
const proxy = await recordingProxy();
const env: Record<string, string | undefined> = {
  ...process.env,
  OVERREAD_HOME: home,
  TMPDIR: temporary,
  NODE_USE_ENV_PROXY: "1",
};
for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"])
  env[name] = proxy.address;
// The networks' runtime keeps quiet by itself in a CI run: nobody's ward is one.
for (const name of ["CI", "GITHUB_ACTIONS", "TF_BUILD", "ORT_RUNNING_UNIT_TESTS"]) env[name] = undefined;
delete env["NO_PROXY"];
delete env["no_proxy"];

// What records is proven first: a connection and a request that want out.
const before = triesToGetOut().four;
const [refusal] = (await once(connect(80, "192.0.2.1"), "error")) as [NodeJS.ErrnoException];
await run("-e", "fetch('http://leaves.example/').catch(() => undefined)");
const recorders = {
  route: refusal.code,
  kernel: triesToGetOut().four - before,
  proxy: proxy.asked.splice(0),
};
const start = triesToGetOut();

const cli = join(root, "src", "main", "cli", "main.ts");
const films = join(folder, "films");
await run(cli, "phantom", films, "--count", "2");
const read = await run(cli, "read", films, "--json");
const afterCommandLine = triesToGetOut();

const screen = await startScreen();
const { shell, page, said } = await startRealWindow(folder, { ...env, DISPLAY: screen.name }, [
  `--proxy-server=${proxy.address}`,
]);
const workstation = new WorkstationPage(page);
await workstation.importFiles(globSync(join(films, "*.dcm")));
await expect(workstation.rows).toHaveCount(2);
await workstation.openStudy(0);
await workstation.commitRead("p");
await expect(workstation.probabilities.first()).toHaveText(/^(0\.\d\d|>0\.99|<0\.01)$/, { timeout: 60_000 });
await workstation.keep("90-without-a-network");
const probability = await workstation.probabilities.first().textContent();
// What Chromium does by itself it does within its first seconds.
await page.waitForTimeout(5_000);
const ended = once(shell, "exit");
shell.kill("SIGTERM");
const [code] = (await ended) as [number | null];
screen.stop();

const line = read.stdout.split("\n")[0] ?? "";
const words = [...new Set(globSync(join(films, "*.dcm")).flatMap((file) => patientWords(file)))];
process.stdout.write(
  `${JSON.stringify({
    recorders,
    read: { code: read.code, film: JSON.parse(line) as unknown },
    shell: { code, probability, said: said() },
    commandLine: minus(afterCommandLine, start),
    // Chromium asks the kernel for a route to an address of IPv6, to learn whether there is any; it sends nothing there.
    window: minus(triesToGetOut(), afterCommandLine).four,
    proxied: proxy.asked,
    patientWords: words,
    filesWithPatients: filesWith(words, join(home, "state")).concat(filesWith(words, temporary)),
    // A browser leaves a folder for its sockets, empty of files.
    temporary: filesUnder(temporary),
    state: readdirSync(join(home, "state")),
    staging: readdirSync(join(home, "library", "staging")),
  })}\n`,
);
process.exit(0);

/** Tries between two looks. */
function minus(late: { four: number; six: number }, early: typeof late): typeof late {
  return { four: late.four - early.four, six: late.six - early.six };
}

/** Runs Node to its end; not synchronously, since the proxy answers in this process. */
async function run(...args: string[]): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout };
}

/** Patient's name and ID as they stand in the film (explicit VR, little endian). */
function patientWords(file: string): string[] {
  const bytes = readFileSync(file);
  return [
    [0x10, 0, 0x10, 0, 0x50, 0x4e],
    [0x10, 0, 0x20, 0, 0x4c, 0x4f],
  ].flatMap((tag) => {
    const at = bytes.indexOf(Buffer.from(tag));
    if (at < 0) return [];
    return [bytes.toString("latin1", at + 8, at + 8 + bytes.readUInt16LE(at + 6)).trim()];
  });
}
