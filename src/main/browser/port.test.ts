import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listenAsLastTime } from "./port.ts";

let folder: string;
let servers: Server[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "overread-port-"));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function listening(file: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  await listenAsLastTime(server, file);
  const { address, port } = server.address() as AddressInfo;
  expect(address).toBe("127.0.0.1");
  return port;
}

it("takes the port of last time, or a free one where that is taken", async () => {
  const file = join(folder, "port");
  const first = await listening(file);
  expect(readFileSync(file, "utf8")).toBe(String(first));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await listening(file)).not.toBe(first);
  await new Promise((resolve) => servers[0]?.close(resolve));
  servers.shift();
  writeFileSync(file, String(first));
  expect(await listening(file)).toBe(first);
});

it.each(["", "99999", "80; rm", "-1"])("is not led astray by a port file that says %j", async (text) => {
  const file = join(folder, "port");
  writeFileSync(file, text);
  expect(await listening(file)).toBeGreaterThan(1023);
});
