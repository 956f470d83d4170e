import type { Readable, Writable } from "node:stream";
import { z } from "zod";

const replySchema = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Reply = z.infer<typeof replySchema>;

/**
 * Commands of the DevTools protocol to a browser started with `--remote-debugging-pipe`: two pipes that it
 * inherits, so nothing else on the PC can give it any.
 */
export class BrowserPipe {
  readonly #commands: Writable;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #last = 0;
  #rest = "";

  constructor(commands: Writable, answers: Readable) {
    this.#commands = commands;
    // A browser that has ended reads no more; that it has is told by its exit.
    commands.on("error", () => undefined);
    answers.setEncoding("utf8").on("data", (text: string) => {
      const messages = (this.#rest + text).split("\0");
      this.#rest = messages.pop() ?? "";
      for (const message of messages) this.#take(replySchema.parse(JSON.parse(message)));
    });
  }

  /**
   * Resolves to the result of a command to the browser or to one of its targets, and never where the browser does
   * not answer: it has ended, or a policy of the PC keeps it from taking any.
   * @param sessionId of a target that was attached to; absent for the browser itself
   * @throws Error with what the browser says where it refuses
   */
  async ask(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    const id = (this.#last += 1);
    const replied = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { error, result } = await replied;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  #take(reply: Reply): void {
    if (reply.id === undefined) return;
    this.#waiting.get(reply.id)?.(reply);
    this.#waiting.delete(reply.id);
  }
}
