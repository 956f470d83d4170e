// Orthanc from Debian's packages, on the loopback interface, with a library of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Missing } from "./compare.ts";

export interface Orthanc {
  /** "http://127.0.0.1:PORT" */
  readonly address: string;
  stop(): Promise<void>;
}

/** A port that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** "Orthanc 1.10.1"; without a version where it is not installed. */
export function orthancName(): string {
  const { stdout } = spawnSync("Orthanc", ["--version"], { encoding: "utf8" });
  return /Orthanc \d\S*/.exec(stdout ?? "")?.[0] ?? "Orthanc";
}

/**
 * Starts Orthanc as it comes, on `folder`; only what would reach out of this computer is off.
 * @throws Missing where Orthanc is not installed
 */
export async function startOrthanc(folder: string): Promise<Orthanc> {
  if (spawnSync("Orthanc", ["--version"]).error !== undefined)
    throw new Missing("Orthanc, to compare with (apt-get install orthanc)");
  const port = await freePort();
  const storage = join(folder, "storage");
  mkdirSync(storage, { recursive: true });
  const settings = join(folder, "orthanc.json");
  writeFileSync(
    settings,
    JSON.stringify({
      StorageDirectory: storage,
      IndexDirectory: storage,
      HttpPort: port,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomServerEnabled: false,
      Plugins: [],
    }),
  );
  const child = spawn("Orthanc", [settings], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const answered = await fetch(`${address}/system`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) break;
    if (tries === 200 || child.exitCode !== null) throw new Error("Orthanc does not start");
    await setTimeout(100);
  }
  return {
    address,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
