import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { z } from "zod";
import { Statements } from "./statements.ts";

const rows = z.object({ n: z.int() });

test("a slow statement is named without its parameters, and a quick one is not", () => {
  const slow: unknown[][] = [];
  const database = new DatabaseSync(":memory:");
  database.function("wait", (milliseconds) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(milliseconds));
    return 1;
  });
  const statements = new Statements(database, (...told) => slow.push(told));
  expect(statements.get("quick", "SELECT 7 AS n", rows)).toEqual({ n: 7 });
  statements.get("waits", "SELECT wait(:for) AS n", rows, { for: 120 });
  expect(slow).toEqual([["waits", expect.any(Number)]]);
  database.close();
});

test("a row of another form than the schema's is a damaged library", () => {
  const database = new DatabaseSync(":memory:");
  const statements = new Statements(database, () => undefined);
  expect(() => statements.get("text", "SELECT 'seven' AS n", rows)).toThrow(
    expect.objectContaining({ code: "library/damaged", params: { detail: "text: n" } }),
  );
  database.close();
});
