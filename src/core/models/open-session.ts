import { AppError, asAppError } from "../base/errors.ts";
import { answerFrom, graphProblem, type GraphMetadata, type GraphOutputs } from "./graph-answer.ts";
import type { NetworkManifest } from "./manifest.ts";
import type { Session } from "./session.ts";

/** A graph as a runtime has it. */
export interface Graph {
  readonly metadata: GraphMetadata;
  /** Runs it on one film's input and answers the outputs that the manifest names. */
  run(input: Float32Array): Promise<GraphOutputs>;
  release(): Promise<void>;
}

const text = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/**
 * A network from the graph that a runtime makes of its files. The graph is held against the manifest.
 * @param tryBlank let it answer one blank film before it counts as loaded: a network that cannot run is known at
 *   once, and what a runtime compiles at the first run is compiled. A backend that has to prove itself on a golden
 *   film next learns both from that.
 * @throws AppError model/load-failed, or what `create` threw of its own
 */
export async function openSession(
  manifest: NetworkManifest,
  { tryBlank }: { readonly tryBlank: boolean },
  create: () => Promise<Graph>,
): Promise<Session> {
  const model = manifest.id;
  const refuse = (thrown: unknown): AppError => {
    const { params } = asAppError(thrown, "inference/failed");
    return new AppError(
      "model/load-failed",
      { model, detail: params["detail"] ?? text(thrown) },
      { cause: thrown },
    );
  };
  let graph: Graph;
  try {
    graph = await create();
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refuse(thrown);
  }
  const session: Session = {
    async run(input) {
      try {
        return answerFrom(await graph.run(input), manifest);
      } catch (thrown) {
        const { params, code } = asAppError(thrown, "inference/failed", { detail: text(thrown) });
        throw new AppError(code, { ...params, model }, { cause: thrown });
      }
    },
    release: () => graph.release(),
  };
  try {
    const detail = graphProblem(graph.metadata, manifest);
    if (detail !== null) throw new AppError("model/load-failed", { model, detail });
    const { channels, height, width } = manifest.input;
    if (tryBlank) await session.run(new Float32Array(channels * height * width));
  } catch (thrown) {
    await graph.release();
    throw refuse(thrown);
  }
  return session;
}
