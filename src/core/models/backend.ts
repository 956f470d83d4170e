import { z } from "zod";

/**
 * What a network can be run by. `cpu`, `native-webgpu`, `dml`, `coreml` are execution providers of
 * onnxruntime-node in a child process; `webgpu` and `wasm` are onnxruntime-web's in a hidden window.
 */
export const backendId = z.enum(["cpu", "native-webgpu", "dml", "coreml", "webgpu", "wasm"]);
export type BackendId = z.output<typeof backendId>;

/** The backend that every machine has, and on which a film is answered when all others are lost. */
export const lastResort: BackendId = "cpu";

/** Backends that run in the hidden window. */
export const inWindow = (backend: BackendId): backend is "webgpu" | "wasm" =>
  backend === "webgpu" || backend === "wasm";

/**
 * Largest difference from PyTorch's answers at which a backend counts as correct: of a logit, of a value
 * of the heat map, and of the features' norm as a share of it. Graphics processors sum in another order and
 * with fused multiply-adds, so they get ten times the room of a CPU.
 */
export const tolerance = (backend: BackendId): number =>
  backend === "cpu" || backend === "wasm" ? 1e-4 : 1e-3;

/** Version of onnxruntime-node and onnxruntime-web alike. */
export const runtimeVersion = "1.30.0";

/**
 * What is tried on a machine: the providers that onnxruntime-node may carry there, and the hidden window's where
 * the shell has one.
 * @param platform Node's word for the operating system
 */
export function candidates(platform: string, window: boolean): BackendId[] {
  const native: Readonly<Record<string, readonly BackendId[]>> = {
    linux: ["native-webgpu"],
    win32: ["native-webgpu", "dml"],
    darwin: ["native-webgpu", "coreml"],
  };
  return [lastResort, ...(native[platform] ?? []), ...(window ? (["webgpu", "wasm"] as const) : [])];
}
