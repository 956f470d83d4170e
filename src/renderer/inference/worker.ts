/** Runs networks for the main side: asks for orders at the window's own address, one after the other. */
import { z } from "zod";
import { AppError, asAppError, toWire } from "../../core/base/errors.ts";
import { decodeWire, encodeWire } from "../../core/base/wire.ts";
import {
  exchangePath,
  filesPath,
  windowReply,
  type WindowAbilities,
  type WindowMessage,
  type WindowOrder,
  type WindowOutcome,
} from "../../core/inference-exchange.ts";
import type { NetworkManifest } from "../../core/models/manifest.ts";
import type { Session } from "../../core/models/session.ts";
import { createWebSession, lostDevice, webRuntime } from "./onnx-web.ts";

// zod's compiled checks need eval, which our Content-Security-Policy forbids.
z.config({ jitless: true });

interface Gpu {
  requestAdapter(): Promise<{
    readonly info: { readonly vendor: string; readonly architecture: string; readonly description: string };
  } | null>;
}

async function abilities(): Promise<WindowAbilities> {
  const { gpu } = navigator as { readonly gpu?: Gpu };
  const info = (await gpu?.requestAdapter())?.info;
  const words = [info?.vendor, info?.architecture, info?.description].filter((word) => word);
  return {
    adapter: info === undefined ? null : words.join(" ") || "unnamed",
    isolated: crossOriginIsolated,
    cores: navigator.hardwareConcurrency,
    runtime: webRuntime,
  };
}

/** A network's files, each held against its hash: what is loaded is what the manifest describes. */
async function filesOf(load: number, { id, files }: NetworkManifest): Promise<Map<string, Uint8Array>> {
  const fetched = files.map(async ({ path, sha256 }): Promise<[string, Uint8Array]> => {
    const response = await fetch(`${filesPath}/${load}/${path}`);
    if (!response.ok) throw new AppError("model/file-missing", { model: id, file: path });
    const content = new Uint8Array(await response.arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== sha256) throw new AppError("model/hash-mismatch", { model: id, file: path });
    return [path, content];
  });
  return new Map(await Promise.all(fetched));
}

const sessions = new Map<string, Session>();

async function carryOut(order: WindowOrder): Promise<WindowOutcome> {
  const { id } = order;
  try {
    if (order.kind === "load") {
      const { backend, manifest, threads } = order;
      const key = `${backend} ${manifest.id}`;
      await sessions.get(key)?.release();
      sessions.delete(key);
      sessions.set(key, await createWebSession(manifest, await filesOf(id, manifest), backend, threads));
      return { id, ok: true, answer: null };
    }
    const session = sessions.get(`${order.backend} ${order.model}`);
    if (session === undefined) throw new AppError("inference/backend-lost", { detail: order.model });
    return { id, ok: true, answer: await session.run(order.input) };
  } catch (thrown) {
    const lost = lostDevice();
    const error =
      lost === null
        ? asAppError(thrown, "inference/failed", { detail: String(thrown) })
        : new AppError("inference/backend-lost", { detail: lost });
    return { id, ok: false, error: toWire(error) };
  }
}

async function ask(message: WindowMessage): Promise<WindowOrder | null> {
  const response = await fetch(exchangePath, { method: "POST", body: encodeWire(message) as BodyInit });
  if (!response.ok) throw new Error(`the exchange ended with ${response.status}`);
  return windowReply.parse(decodeWire(new Uint8Array(await response.arrayBuffer())));
}

async function work(): Promise<never> {
  const window = crypto.randomUUID();
  let order = await ask({ window, abilities: await abilities() });
  for (;;) order = await ask({ window, outcome: order === null ? undefined : await carryOut(order) });
}

void work();
