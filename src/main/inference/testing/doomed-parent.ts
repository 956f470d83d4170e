/** Starts an engine on the film named, tells its process id, and waits to be killed. */
import { fileURLToPath } from "node:url";
import { Engine } from "../engine.ts";
import { keptLog } from "./kept-log.ts";

const entry = fileURLToPath(new URL("./fragile-process.ts", import.meta.url));
const engine = await Engine.start({ log: keptLog(), entry });
engine.decode({ path: process.argv[2] ?? "", frame: 0 }).catch(() => undefined);
process.send?.(engine.pid);
