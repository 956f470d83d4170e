import { readFileSync } from "node:fs";
import { join } from "node:path";
import { requests, type Payload, type RequestName, type Result } from "../../src/core/api.ts";
import type { ErrorCode } from "../../src/core/base/error-table.ts";
import { decodeWire } from "../../src/core/base/wire.ts";
import { keepPatients } from "./logs.ts";
import type { RunningShell } from "./shell.ts";

type Ask = <Name extends RequestName>(name: Name, payload: Payload<Name>) => Promise<Result<Name>>;

class Refused extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Comes in by the entry file as a window does, without one. */
async function comeIn({ entryFile, said }: RunningShell): Promise<Ask> {
  const [address = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(said()) ?? [];
  const code = /value="([^"]+)"/.exec(readFileSync(entryFile, "utf8"))?.[1] ?? "";
  const entered = await fetch(`${address}/enter`, { method: "POST", body: new URLSearchParams({ code }) });
  const token = /overread-token" content="([^"]+)"/.exec(await entered.text())?.[1] ?? "";
  return async (name, payload) => {
    const headers = { "x-overread-token": token };
    const body = JSON.stringify({ name, payload });
    const response = await fetch(`${address}/api/request`, { method: "POST", headers, body });
    if (!response.ok) throw new Error(`${name} was answered with ${response.status}`);
    const reply = decodeWire(new Uint8Array(await response.arrayBuffer()));
    const answer = reply as
      | { readonly ok: true; readonly value: unknown }
      | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly message: string } };
    if (!answer.ok) throw new Refused(answer.error.code, `${name}: ${answer.error.message}`);
    return requests[name].result.parse(answer.value) as Result<typeof name>;
  };
}

/**
 * Deletes every study of a running workstation, and sets back how it hangs films and which folder it watches.
 * @returns whether it could: a read that was flagged keeps its study until its second read is settled
 */
export async function emptyLibrary(shell: RunningShell): Promise<boolean> {
  // Deleted, they could no longer be looked for in the logs.
  keepPatients(join(shell.home, "library"));
  const ask = await comeIn(shell);
  await ask("watch.choose", { folder: null });
  await ask("hanging.set", { rules: null });
  for (;;) {
    const { rows } = await ask("worklist.list", {});
    if (rows.length === 0) return true;
    for (const { studyUid, films } of rows)
      try {
        await ask("study.delete", { studyUid, films });
      } catch (error) {
        if (error instanceof Refused && error.code === "study/second-read-open") return false;
        throw error;
      }
  }
}
