import { workerData } from "node:worker_threads";
import { z } from "zod";
import { libraryFailure } from "./failures.ts";
import { openLibrary, type Library } from "./library.ts";
import { logFromWorker, serveCalls } from "./worker-serve.ts";

/** The worker thread that holds the study database: no query ever stops the window. */
const { folder, auditKey, patience } = z
  .object({
    folder: z.string().min(1),
    auditKey: z.instanceof(Uint8Array).nullable(),
    patience: z.number().positive().optional(),
  })
  .parse(workerData);
let library: Library | null = null;

function open(): string {
  const onSlow = (statement: string, milliseconds: number): void => {
    logFromWorker(`slow query ${statement}: ${milliseconds.toFixed(0)} ms`);
  };
  library = openLibrary(folder, onSlow, auditKey, patience);
  return library.session;
}

function opened(): Library {
  if (library === null) throw new Error("the library is not open");
  return library;
}

/** Finds the function of a call's name on one side of the library. */
function call(side: object, name: string, argument: unknown): unknown {
  const found: unknown = Object.hasOwn(side, name) ? side[name as keyof typeof side] : undefined;
  if (typeof found !== "function") throw new Error(`the store has no ${name}`);
  return (found as (argument: unknown) => unknown)(argument);
}

serveCalls(
  (name, argument) => {
    if (name === "open") return open();
    if (name === "close") return opened().close();
    const [side, member = ""] = name.split(".");
    return call(side === "write" ? opened().write : opened().read, member, argument);
  },
  (thrown) => libraryFailure(thrown, folder),
);
