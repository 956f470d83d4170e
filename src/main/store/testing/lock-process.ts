import { DatabaseSync } from "node:sqlite";

/**
 * Another program that keeps a library's database to itself, for tests: `lock-process.ts DATABASE` takes the
 * write lock, prints "held", and gives it back when its standard input ends.
 */
const [path = ""] = process.argv.slice(2);
const database = new DatabaseSync(path, { timeout: 10_000 });
database.exec("BEGIN IMMEDIATE");
process.stdout.write("held\n");
process.stdin.on("end", () => {
  database.exec("ROLLBACK");
  database.close();
});
process.stdin.resume();
