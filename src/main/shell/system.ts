import { userInfo } from "node:os";
import { readFileSync } from "node:fs";
import { readerId, type ReaderId } from "../../core/base/ids.ts";
import type { Clock, Log, Moment } from "../../core/base/ports.ts";

/** The PC's clock. */
export const systemClock: Clock = {
  now(): Moment {
    const date = new Date();
    const minutes = -date.getTimezoneOffset();
    const two = (value: number): string => String(Math.trunc(value)).padStart(2, "0");
    const offset = `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
    return { utc: date.toISOString(), offset };
  },
};

/** Messages for the operator, on standard error. */
export const consoleLog: Log = {
  info: (message) => process.stderr.write(`overread: ${message}\n`),
  warn: (message) => process.stderr.write(`overread: warning: ${message}\n`),
  error: (message, cause) =>
    process.stderr.write(`overread: ${message}${cause === undefined ? "" : `: ${detail(cause)}`}\n`),
};

const detail = (cause: unknown): string =>
  cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);

/** The reader is the user of the operating system until readers can sign in. */
export function systemReader(): { id: ReaderId; name: string } {
  const name = userInfo().username;
  return { id: readerId(name), name };
}

/** Overread's version, from its package.json. */
export function productVersion(packageFile: URL | string): string {
  const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };
  return version;
}
