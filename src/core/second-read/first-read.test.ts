import { expect, test } from "vitest";
import { commit, isSealed, readState, unread, withDraft } from "./first-read.ts";
import type { ReadDraft } from "./read.ts";

const at = { utc: "2026-11-24T09:30:00.000Z", offset: "+03:00" };
const draft: ReadDraft = { finding: "pneumonia", confidence: null, note: "" };

test("a read goes from unread over draft to committed, and the panel opens at the last step", () => {
  expect([readState(unread), isSealed(unread)]).toEqual(["unread", true]);
  const begun = withDraft(unread, { ...draft, finding: null, note: "left base" });
  expect([readState(begun), isSealed(begun)]).toEqual(["draft", true]);
  const done = commit(begun, draft, at);
  expect([readState(done), isSealed(done)]).toEqual(["committed", false]);
  expect(done).toEqual({ draft, committed: at });
});

test("a committed read does not change", () => {
  const done = commit(unread, draft, at);
  expect(() => withDraft(done, draft)).toThrow(expect.objectContaining({ code: "read/already-committed" }));
  expect(() => commit(done, draft, at)).toThrow(expect.objectContaining({ code: "read/already-committed" }));
});

test("a read without a finding is not committed", () => {
  expect(() => commit(unread, { ...draft, finding: null }, at)).toThrow(
    expect.objectContaining({ code: "read/no-finding" }),
  );
});
