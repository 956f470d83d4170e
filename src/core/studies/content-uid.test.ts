import { expect, test } from "vitest";
import { contentHash } from "../base/ids.ts";
import { contentUid } from "./content-uid.ts";

/*
 * From Python: h = hashlib.sha256(b"overread").hexdigest(); for the 32 digits from 0, 16 and 32 set the
 * version (byte 6 = 8x) and the variant (byte 8 = 10xxxxxx), then uuid.UUID(bytes=...).int, which
 * says version 8, variant RFC 4122.
 */
const hash = contentHash("8bfe49e74e50d5b580fe4eb524f271237b5f9dab9de30ea5f179b82cb2bf5044");

test("UIDs of a film without any are those of version 8 UUIDs of its bytes", () => {
  expect(contentUid(hash, "instance")).toBe("2.25.186083033758014936172810797624193085731");
  expect(contentUid(hash, "series")).toBe("2.25.171461623242218208107801401167293124261");
  expect(contentUid(hash, "study")).toBe("2.25.163991509618293270578882445163383181380");
});

test("a UID keeps to 64 characters (PS3.5 9.1), also for the largest value", () => {
  // 2^128 has 39 decimal digits.
  expect(contentUid(contentHash("f".repeat(64)), "study").length).toBeLessThanOrEqual("2.25.".length + 39);
});
