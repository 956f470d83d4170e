import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../store/testing/library.ts";
import { auditKeyFile } from "./audit-key.ts";

test("the key is made once, is this user's alone, and a file that is no key is refused", async () => {
  const state = await temporaryFolder();
  // Two programs that start together have the same one.
  const [one, other] = await Promise.all([auditKeyFile(state), auditKeyFile(state)]);
  expect(one).toHaveLength(32);
  expect(await auditKeyFile(state)).toEqual(one);
  expect(other).toEqual(one);
  expect(statSync(join(state, "audit.key")).mode & 0o077).toBe(0);
  expect(await auditKeyFile(await temporaryFolder())).not.toEqual(one);
  const broken = await temporaryFolder();
  writeFileSync(join(broken, "audit.key"), "short");
  await expect(auditKeyFile(broken)).rejects.toThrow("is not a key of 32 bytes");
});
