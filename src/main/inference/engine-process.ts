/** Entry of the child process that decodes films and runs the networks. */
import { openFilm } from "../film/open-film.ts";
import { parentPort } from "./child-port.ts";
import { createNativeSession } from "./onnx-native.ts";
import { serveFilms } from "./serve-films.ts";

serveFilms(parentPort(), { openFilm, createSession: createNativeSession });
