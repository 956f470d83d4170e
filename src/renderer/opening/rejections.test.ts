import { expect, test } from "vitest";
import { rejectionList } from "./rejections.ts";

test("the list is CSV by RFC 4180 and holds no formula", () => {
  const list = rejectionList([
    { path: 'a "b", c.dcm', code: "film/truncated", message: "cut off" },
    { path: "=cmd()", code: "film/empty", message: "empty" },
  ]);
  expect(list).toBe(
    '\ufeff"file","code","reason"\r\n"a ""b"", c.dcm","film/truncated","cut off"\r\n"\'=cmd()","film/empty","empty"\r\n',
  );
});
