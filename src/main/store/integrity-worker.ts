import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";
import { z } from "zod";
import { libraryFailure } from "./failures.ts";
import { integrityFaults } from "./integrity.ts";
import { serveCalls } from "./worker-serve.ts";

/** The worker thread that checks a whole database while the window goes on. */
const { path, most } = z.object({ path: z.string().min(1), most: z.int().positive() }).parse(workerData);

serveCalls(
  () => {
    const database = new DatabaseSync(path);
    try {
      return integrityFaults(database, most);
    } finally {
      database.close();
    }
  },
  (thrown) => libraryFailure(thrown, dirname(path)),
);
