import { expect, it } from "vitest";
import { residentBytes } from "./memory.ts";

it("reads the resident memory of /proc/PID/status", () => {
  const status =
    "Name:\tnode\nVmPeak:\t 1234567 kB\nVmHWM:\t  200000 kB\nVmRSS:\t  123456 kB\nRssAnon:\t 1 kB\n";
  expect(residentBytes(status)).toBe(123456 * 1024);
});

it("says 0 of a process that has ended and not been waited for", () => {
  expect(residentBytes("Name:\tnode\nState:\tZ (zombie)\n")).toBe(0);
});
