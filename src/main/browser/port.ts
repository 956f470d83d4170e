import { readFile, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The port of last time; 0 (any free one) where none is known. */
async function lastPort(file: string): Promise<number> {
  const text = await readFile(file, "utf8").catch(() => "");
  const port = /^\d{4,5}$/.test(text) ? Number(text) : 0;
  return port <= 65_535 ? port : 0;
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });

/** Listens on the loopback interface at the port that `file` names, or, where that is taken, at a free one. */
export async function listenAsLastTime(server: Server, file: string): Promise<void> {
  try {
    await listen(server, await lastPort(file));
  } catch {
    await listen(server, 0);
  }
  await writeFile(file, String((server.address() as AddressInfo).port), { mode: 0o600 });
}
