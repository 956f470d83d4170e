interface Waiting<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Work that costs nearly the same for many as for one (a transaction, a sync of the disk): what comes
 * while a batch is under way goes together into the next one. Nobody waits for company.
 */
export class Grouped<Input, Output> {
  readonly #work: (batch: readonly Input[]) => Promise<readonly Output[]>;
  readonly #most: number;
  #waiting: Waiting<Input, Output>[] = [];
  #running = false;

  /**
   * @param work answers a batch, an output for each input in their order; what it throws fails them all
   * @param most inputs of one batch
   */
  constructor(work: (batch: readonly Input[]) => Promise<readonly Output[]>, most: number) {
    this.#work = work;
    this.#most = most;
  }

  add(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#most);
      try {
        const outputs = await this.#work(batch.map(({ input }) => input));
        for (const [index, { resolve }] of batch.entries()) resolve(outputs[index] as Output);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }
}
