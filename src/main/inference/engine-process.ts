/** Entry of the child process that decodes films and runs the networks. */
import { flushCompileCache } from "node:module";
import { constants, setPriority } from "node:os";
import { z } from "zod";
import { openFilm } from "../film/open-film.ts";
import { parentPort } from "./child-port.ts";
import { createNativeSession } from "./onnx-native.ts";
import { serveFilms } from "./serve-films.ts";
import { processPriorities, usualPriority } from "./start-process.ts";

const processPriority = z.enum(processPriorities).default(usualPriority);

// A reader's keys come before the networks' work. On Linux a thread takes over the priority of the one that starts
// it: so before there is any of the runtime's.
const priority = processPriority.parse(process.argv[2]);
if (priority !== "normal") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
serveFilms(parentPort(), { openFilm, createSession: createNativeSession });
// This process is always killed, and what it has compiled would otherwise be kept only at its own end.
flushCompileCache();
