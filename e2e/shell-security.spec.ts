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
/** A request that is answered at once; app.info waits for the networks. */
const session = JSON.stringify({ name: "session.get", payload: {} });

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
  const token = /overread-token" content="([^"]+)"/.exec(first.body)?.[1] ?? "";
  expect((await ask("POST", "/api/request", { "x-overread-token": token }, session)).status).toBe(200);
  expect((await enter(code)).status).toBe(403);
  expect(codeInFile()).not.toBe(code);
});

test("without the token nothing of the workstation is answered", async () => {
  expect((await ask("POST", "/api/request", {}, session)).status).toBe(401);
  expect((await ask("POST", "/api/request", { "x-overread-token": "x".repeat(43) }, session)).status).toBe(
    401,
  );
  expect((await ask("GET", "/api/events")).status).toBe(401);
  expect((await ask("POST", "/api/uploads")).status).toBe(401);
});

test("other hosts and other origins are refused", async () => {
  expect((await ask("GET", "/", { host: "rebound.example" })).status).toBe(403);
  expect((await ask("GET", "/", { origin: "http://elsewhere.example" })).status).toBe(403);
  expect((await ask("GET", "/", { origin: "null" })).status).toBe(403);
  expect((await ask("POST", "/enter", { host: "rebound.example" }, "code=x")).status).toBe(403);
});

test("no answer lets another origin read it", async () => {
  const asking = { origin: "http://elsewhere.example", "access-control-request-method": "POST" };
  for (const [method, path] of [
    ["OPTIONS", "/api/request"],
    ["OPTIONS", "/"],
    ["GET", "/"],
    ["POST", "/enter"],
  ] as const) {
    const { status, headers } = await ask(method, path, asking, "");
    expect(status, `${method} ${path}`).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
});

test("many wrong codes are slowed down and turned away, and the right one is let in all the same", async () => {
  const guesses = Array.from({ length: 40 }, (_, index) => enter(String(index).padStart(43, "x")));
  const first = await Promise.race(guesses);
  expect(first.status).toBe(403);
  expect((await enter(codeInFile())).status).toBe(200);
  const answers = await Promise.all(guesses);
  const refused = answers.filter(({ status }) => status === 403);
  const away = answers.filter(({ status }) => status === 429);
  // Those at once and those that were held back; some may have been let go of while others came.
  expect(refused.length).toBeGreaterThanOrEqual(16);
  expect(away.length).toBeGreaterThan(0);
  expect(refused.length + away.length).toBe(40);
  expect(away[0]?.headers["retry-after"]).toBe("5");
  expect(away[0]?.body).toContain("Wait a few seconds");
  expect(shell.said().match(/tries one code after another/g)).toHaveLength(1);
});

test("requests without a token are slowed down and turned away, those with one are answered meanwhile", async () => {
  const token = /overread-token" content="([^"]+)"/.exec((await enter(codeInFile())).body)?.[1] ?? "";
  const guesses = Array.from({ length: 40 }, () => ask("POST", "/api/request", {}, session));
  expect((await ask("POST", "/api/request", { "x-overread-token": token }, session)).status).toBe(200);
  const statuses = new Set((await Promise.all(guesses)).map(({ status }) => status));
  expect([...statuses].sort()).toEqual([401, 429]);
});

test("wrong PINs make everybody wait, whatever sends them, and nobody is kept out for long", async () => {
  const token = async (): Promise<string> =>
    /overread-token" content="([^"]+)"/.exec((await enter(codeInFile())).body)?.[1] ?? "";
  const api = async (mine: string, name: string, payload: object): Promise<string> => {
    const body = JSON.stringify({ name, payload });
    return (await ask("POST", "/api/request", { "x-overread-token": mine }, body)).body;
  };
  const first = await token();
  await api(first, "session.setSecret", { current: "", wanted: "135790" });
  const reader = /"id":"([^"]+)"/.exec(await api(first, "session.get", {}))?.[1] ?? "";
  await api(first, "session.signOut", {});
  const second = await token();
  const tries = Array.from({ length: 6 }, (_, index) =>
    api(index % 2 === 0 ? first : second, "session.signIn", { reader, secret: String(1000 + index) }),
  );
  const answers = await Promise.all(tries);
  expect(answers.filter((body) => body.includes("session/wrong-secret"))).toHaveLength(5);
  expect(answers.filter((body) => body.includes("session/wait"))).toHaveLength(1);
  const wait = await api(second, "session.signIn", { reader, secret: "135790" });
  expect(wait).toMatch(/Wait \d+ seconds, then try again/);
  expect(Number(/Wait (\d+) seconds/.exec(wait)?.[1])).toBeLessThanOrEqual(30);
  expect(await api(second, "worklist.list", {})).toContain("session/locked");
});

test("only the renderer's files are served, with a policy that lets nothing in from outside", async () => {
  const page = await ask("GET", "/");
  expect(page.status).toBe(200);
  const policy = String(page.headers["content-security-policy"]);
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(scripts).toBe("'self'");
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
