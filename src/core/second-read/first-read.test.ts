import { expect, test } from "vitest";
import { commit, readState, unread, withAddendum, withDraft } from "./first-read.ts";
import { emptyDraft, type ReadDraft } from "./read.ts";

const at = { utc: "2026-11-24T09:30:00.000Z", offset: "+03:00" };
const draft: ReadDraft = { ...emptyDraft, finding: "pneumonia" };

test("a read goes from unread over draft to committed, with the mode that was in force", () => {
  expect(readState(unread)).toBe("unread");
  for (const part of [{ note: "left base" }, { zones: ["left-lower"] }, { others: ["fracture"] }] as const) {
    expect(readState(withDraft(unread, { ...emptyDraft, ...part } as ReadDraft))).toBe("draft");
  }
  const begun = withDraft(unread, { ...draft, finding: null, note: "left base" });
  const done = commit(begun, draft, at, "triage");
  expect(readState(done)).toBe("committed");
  expect(done).toEqual({ draft, committed: at, mode: "triage", addenda: [] });
});

test("an addendum stands beside a committed read and changes nothing of it", () => {
  expect(() => withAddendum(unread, "more", at)).toThrow(
    expect.objectContaining({ code: "read/not-committed" }),
  );
  const done = commit(unread, draft, at, "blinded");
  expect(() => withAddendum(done, "  ", at)).toThrow(
    expect.objectContaining({ code: "read/empty-addendum" }),
  );
  expect(withAddendum(done, " seen again ", at)).toEqual({ ...done, addenda: [{ text: "seen again", at }] });
});

test("a committed read does not change", () => {
  const done = commit(unread, draft, at, "blinded");
  expect(() => withDraft(done, draft)).toThrow(expect.objectContaining({ code: "read/already-committed" }));
  expect(() => commit(done, draft, at, "blinded")).toThrow(
    expect.objectContaining({ code: "read/already-committed" }),
  );
});

test("a read without a finding is not committed", () => {
  expect(() => commit(unread, { ...draft, finding: null }, at, "blinded")).toThrow(
    expect.objectContaining({ code: "read/no-finding" }),
  );
});
