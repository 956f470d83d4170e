// npm run test:fuzz [-- CASES [FROM]]: 100,000 hostile files; a failing case is made again by its number.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fuzz } from "./fuzz/run.ts";

const [count = 100_000, from = 0] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(from) || from < 0) {
  console.error("usage: npm run test:fuzz [-- CASES [FROM]]");
  process.exit(2);
}
const part = 5_000;
const scratch = mkdtempSync(join(tmpdir(), "overread-fuzz-"));
let failed = 0;
try {
  for (let at = from; at < from + count; at += part) {
    const cases = Math.min(part, from + count - at);
    const { codes, failures, mostCpuMs, mostRss } = await fuzz(join(scratch, String(at)), at, cases);
    for (const failure of failures) console.log(failure);
    failed += failures.length;
    const told = [...codes].sort((a, b) => b[1] - a[1]).map(([code, times]) => `${code} ${times}`);
    console.log(
      `${at + cases - from} of ${count}: slowest ${Math.round(mostCpuMs)} ms, most memory ${Math.round(mostRss / 2 ** 20)} MiB; ${told.join(", ")}`,
    );
    rmSync(join(scratch, String(at)), { recursive: true, force: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failed === 0 ? `${count} cases, none failed` : `${failed} of ${count} cases FAILED`);
process.exitCode = failed === 0 ? 0 : 1;
