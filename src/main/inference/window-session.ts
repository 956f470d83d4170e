import { AppError, fromWire } from "../../core/base/errors.ts";
import type { BackendId } from "../../core/models/backend.ts";
import type { Answer, Session } from "../../core/models/session.ts";
import type { EngineReply, EngineRequest } from "./engine-messages.ts";
import type { VerifiedModel } from "./read-model.ts";

type Outcome = Extract<EngineRequest, { kind: "window" }>;
type Call = Extract<EngineReply, { kind: "window" }>["call"];

/**
 * Networks of the hidden window, as the child process sees them: it decodes, checks and prepares films, and
 * asks its engine for the networks' answers.
 */
export class WindowSessions {
  readonly #send: (reply: EngineReply) => void;
  readonly #open = new Map<number, PromiseWithResolvers<Answer | null>>();
  #ids = 0;

  constructor(send: (reply: EngineReply) => void) {
    this.#send = send;
  }

  /**
   * Has a network loaded in the window.
   * @throws AppError model/load-failed, inference/backend-lost
   */
  async create(backend: BackendId, { manifest, files }: VerifiedModel): Promise<Session> {
    await this.#ask({ what: "load", backend, manifest, files: new Map(files) });
    return {
      run: async (input) => {
        const answer = await this.#ask({ what: "run", backend, model: manifest.id, input });
        if (answer === null) throw new AppError("app/protocol", { detail: "a run without an answer" });
        return answer;
      },
      // The window belongs to all engines; it goes with the program.
      release: () => Promise.resolve(),
    };
  }

  /** The engine's outcome of a call. */
  settle({ id, answer, error }: Outcome): void {
    const call = this.#open.get(id);
    this.#open.delete(id);
    if (error !== null) call?.reject(fromWire(error));
    else call?.resolve(answer);
  }

  #ask(call: Call): Promise<Answer | null> {
    const id = ++this.#ids;
    const ends = Promise.withResolvers<Answer | null>();
    this.#open.set(id, ends);
    this.#send({ kind: "window", id, call });
    return ends.promise;
  }
}
