import { expect, it } from "vitest";
import { derivedUid, fnv1a128 } from "./uid.ts";

it("hashes as the FNV reference vectors", () => {
  // From the test vectors of the FNV reference code (also in RFC 9923).
  expect(fnv1a128("").toString(16)).toBe("6c62272e07bb014262b821756295c58d");
  expect(fnv1a128("a").toString(16)).toBe("d228cb696f1a8caf78912b704e4a8964");
  expect(fnv1a128("foobar").toString(16)).toBe("343e1662793c64bf6f0d3597ba446f18");
});

it("is the integer of a version 8 UUID of the RFC variant", () => {
  const hex = BigInt(derivedUid("film").replace("2.25.", "")).toString(16).padStart(32, "0");
  expect(hex).toMatch(/^[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});
