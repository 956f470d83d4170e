import { asAppError } from "../../core/base/errors.ts";
import type { BackendId } from "../../core/models/backend.ts";
import type { BackendTrial } from "../../core/models/choose-backend.ts";
import type { Engine } from "./engine.ts";

/** Warm runs of each network, of which the median counts. */
const runs = 5;

/** A runtime's words without the place in its source ("/x/y.cc:12 void f() z was false. No adapter."). */
const plain = (reason: string): string =>
  reason
    .replace(/\/\S+\.(?:cc|h):\d+ .*? was false\. /s, "")
    .replaceAll(/\s+\)/g, ")")
    .trim();

/**
 * What a backend is worth on this machine: an engine of its own is started on it, proves every golden film, and
 * is timed. Whatever happens to it (a crash in a driver, minutes without an answer) stays in its process.
 * @param start starts an engine on that backend alone
 */
export async function tryBackend(
  backend: BackendId,
  start: (backend: BackendId) => Promise<Pick<Engine, "prove" | "close">>,
): Promise<BackendTrial> {
  let engine: Pick<Engine, "prove" | "close"> | null = null;
  try {
    engine = await start(backend);
    const { networks } = await engine.prove(runs);
    if (networks.length === 0) {
      return { backend, available: true, difference: null, ms: null, reason: null };
    }
    return {
      backend,
      available: true,
      difference: Math.max(...networks.map(({ difference }) => difference)),
      ms: networks.reduce((sum, { ms }) => sum + ms, 0),
      reason: null,
    };
  } catch (thrown) {
    const { params, message } = asAppError(thrown, "app/fault", { detail: String(thrown) });
    const reason = plain(String(params["detail"] ?? message));
    return { backend, available: false, difference: null, ms: null, reason };
  } finally {
    await engine?.close();
  }
}
