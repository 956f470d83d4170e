import { AppError } from "../../../core/base/errors.ts";
import { readerId } from "../../../core/base/ids.ts";
import { systemClock } from "../../shell/system.ts";
import { createWorkstation } from "../../workstation.ts";
import { dispatch } from "../dispatch.ts";

/**
 * A workstation in a process of its own, for tests of several on one library: `desk-process.ts LIBRARY
 * READER`, forked. It answers requests as a window's are answered, passes on what it tells its windows, and
 * closes when its parent lets go of it.
 */
const [libraryFolder = "", reader = ""] = process.argv.slice(2);
const send = (message: unknown): void => {
  if (process.connected) process.send?.(message);
};
const workstation = await createWorkstation(
  {
    libraryFolder,
    modelsFolders: [],
    ownModelsFolders: [],
    reader: { id: readerId(reader), name: reader },
    shell: "browser",
    version: "0.0.0",
    auditKey: null,
    headsFolder: null,
    settingsFolder: libraryFolder,
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  },
  () => Promise.reject(new AppError("inference/not-running", { detail: "not in this test" })),
);
workstation.subscribe((event) => {
  send({ event });
});
process.on("message", ({ number, name, payload }: { number: number; name: string; payload: unknown }) => {
  void dispatch(workstation.api, name, payload).then((reply) => {
    send({ number, reply });
  });
});
process.on("disconnect", () => {
  void workstation.close();
});
send({ ready: true });
