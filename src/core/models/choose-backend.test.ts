import { describe, expect, it } from "vitest";
import type { BackendId } from "./backend.ts";
import { backendOrder, fingerprintOf, isCorrect, type BackendTrial } from "./choose-backend.ts";

const trial = (backend: BackendId, ms: number, difference = 1e-6): BackendTrial => ({
  backend,
  available: true,
  difference,
  ms,
  reason: null,
});
const missing = (backend: BackendId): BackendTrial => ({
  backend,
  available: false,
  difference: null,
  ms: null,
  reason: "no supported adapters",
});

describe("the order of backends", () => {
  it("is by time, among those that are correct", () => {
    const trials = [trial("cpu", 40), trial("wasm", 400), trial("webgpu", 12), missing("native-webgpu")];
    expect(backendOrder(trials, null)).toEqual(["webgpu", "cpu", "wasm"]);
  });

  it("leaves out a fast one that answers otherwise than PyTorch", () => {
    expect(backendOrder([trial("cpu", 40), trial("webgpu", 5, 2e-3)], null)).toEqual(["cpu"]);
    // Ten times the CPU's room is a graphics processor's; WASM is a CPU.
    expect(backendOrder([trial("cpu", 40), trial("webgpu", 5, 5e-4)], null)).toEqual(["webgpu", "cpu"]);
    expect(backendOrder([trial("cpu", 40), trial("wasm", 5, 5e-4)], null)).toEqual(["cpu"]);
  });

  it("stays with the CPU where another is hardly faster", () => {
    expect(backendOrder([trial("webgpu", 37), trial("cpu", 40)], null)).toEqual(["cpu", "webgpu"]);
    expect(backendOrder([trial("webgpu", 35), trial("cpu", 40)], null)).toEqual(["webgpu", "cpu"]);
  });

  it("ends on the CPU where nothing was measured, or the CPU was not", () => {
    expect(backendOrder([], null)).toEqual(["cpu"]);
    expect(backendOrder([missing("cpu"), trial("wasm", 10)], null)).toEqual(["wasm", "cpu"]);
  });

  it("follows the user's wish where it proved itself, and falls to the others in their order", () => {
    const trials = [trial("cpu", 40), trial("wasm", 400), trial("webgpu", 12), missing("dml")];
    expect(backendOrder(trials, "wasm")).toEqual(["wasm", "webgpu", "cpu"]);
    expect(backendOrder(trials, "dml")).toEqual(["webgpu", "cpu", "wasm"]);
    expect(backendOrder([trial("webgpu", 1, NaN)], "webgpu")).toEqual(["cpu"]);
  });
});

it("an unproven backend is not correct", () => {
  expect(isCorrect(missing("webgpu"))).toBe(false);
  expect(isCorrect({ ...trial("webgpu", 1), difference: null })).toBe(false);
  expect(isCorrect(trial("cpu", 1, 1e-4))).toBe(true);
});

it("a fingerprint changes with every part and not with the networks' order", () => {
  const machine = {
    processor: "CPU A",
    cores: 8,
    graphics: "10de:2684",
    runtimes: ["onnxruntime-node 1.30.0"],
    networks: [
      { id: "cnn", version: "1.0.0" },
      { id: "alexnet", version: "1.0.0" },
    ],
  };
  const found = fingerprintOf(machine);
  expect(found).toBe("CPU A; 8 cores; 10de:2684; onnxruntime-node 1.30.0; alexnet 1.0.0; cnn 1.0.0");
  expect(fingerprintOf({ ...machine, networks: machine.networks.toReversed() })).toBe(found);
  const others = [{ processor: "CPU B" }, { cores: 4 }, { graphics: "" }, { runtimes: [] }, { networks: [] }];
  for (const other of others) expect(fingerprintOf({ ...machine, ...other })).not.toBe(found);
});
