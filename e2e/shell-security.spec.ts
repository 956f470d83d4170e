import { expect, test } from "@playwright/test";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import { startShell, type RunningShell } from "./support/shell.ts";

let shell: RunningShell;
let address: URL;

test.beforeAll(async () => {
  shell = await startShell();
  address = new URL(/http:\/\/127\.0\.0\.1:\d+/.exec(shell.said())?.[0] ?? "");
});
test.afterAll(async () => {
  const file = shell.entryFile;
  expect(await shell.stop()).toBe(0);
  expect(existsSync(file)).toBe(false);
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** One HTTP request with exactly these headers and this path, unlike `fetch`, which mends both. */
function ask(method: string, path: string, headers: OutgoingHttpHeaders = {}, body = ""): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: address.hostname, port: address.port, method, path, headers };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

const codeInFile = (): string => /value="([^"]+)"/.exec(readFileSync(shell.entryFile, "utf8"))?.[1] ?? "";
const enter = (code: string): Promise<Answer> =>
  ask("POST", "/enter", { "content-type": "application/x-www-form-urlencoded" }, `code=${code}`);
const info = JSON.stringify({ name: "app.info", payload: {} });

test("the entry file is this user's alone and its code is in no process list", () => {
  expect(statSync(shell.entryFile).mode & 0o777).toBe(0o600);
  const code = codeInFile();
  expect(code).toHaveLength(43);
  for (const file of globSync("/proc/[0-9]*/{cmdline,environ}")) {
    let text = "";
    try {
      text = readFileSync(file, "latin1");
    } catch {
      continue; // The process has ended since the listing.
    }
    expect(text.includes(code), file).toBe(false);
  }
});

test("a code lets in once", async () => {
  const code = codeInFile();
  const first = await enter(code);
  expect(first.status).toBe(200);
  const token = /content="([^"]+)"/.exec(first.body)?.[1] ?? "";
  expect((await ask("POST", "/api/request", { "x-overread-token": token }, info)).status).toBe(200);
  expect((await enter(code)).status).toBe(403);
  expect(codeInFile()).not.toBe(code);
});

test("without the token nothing of the workstation is answered", async () => {
  expect((await ask("POST", "/api/request", {}, info)).status).toBe(401);
  expect((await ask("POST", "/api/request", { "x-overread-token": "x".repeat(43) }, info)).status).toBe(401);
  expect((await ask("GET", "/api/events")).status).toBe(401);
  expect((await ask("POST", "/api/uploads")).status).toBe(401);
});

test("other hosts and other origins are refused", async () => {
  expect((await ask("GET", "/", { host: "rebound.example" })).status).toBe(403);
  expect((await ask("GET", "/", { origin: "http://elsewhere.example" })).status).toBe(403);
  expect((await ask("GET", "/", { origin: "null" })).status).toBe(403);
  expect((await ask("POST", "/enter", { host: "rebound.example" }, "code=x")).status).toBe(403);
});

test("only the renderer's files are served, with a policy that lets nothing in from outside", async () => {
  const page = await ask("GET", "/");
  expect(page.status).toBe(200);
  const policy = String(page.headers["content-security-policy"]);
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(scripts).toBe("'self' 'wasm-unsafe-eval'");
  for (const path of [
    "/../../package.json",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/main/electron.js",
    "/%00",
    "/%",
  ]) {
    expect((await ask("GET", path)).status, path).toBe(404);
  }
});
