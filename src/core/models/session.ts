/** What a network answers for a batch of one. */
export interface Answer {
  /** Logits in the order of the manifest's classes: normal, pneumonia. */
  readonly logits: readonly [number, number];
  /** Of the pneumonia margin (HiResCAM in Overread's own networks), row-major, not normalised, at least 0. */
  readonly heatMap?: { readonly rows: number; readonly columns: number; readonly values: Float32Array };
  readonly features?: Float32Array;
}

/** One loaded network on one backend. */
export interface Session {
  /**
   * @param input preprocessed film, channels x height x width, row-major
   * @throws AppError inference/failed
   */
  run(input: Float32Array): Promise<Answer>;
  release(): Promise<void>;
}
