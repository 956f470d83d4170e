import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runtimeVersion } from "../../core/models/backend.ts";
import { ort } from "./onnx-native.ts";

it("both runtimes are pinned to the version that a machine's fingerprint names", () => {
  type Package = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
  const file = new URL("../../../package.json", import.meta.url);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, "utf8")) as Package;
  expect(dependencies["onnxruntime-node"]).toBe(runtimeVersion);
  expect(devDependencies["onnxruntime-web"]).toBe(runtimeVersion);
  expect(ort.env.versions.node).toBe(runtimeVersion);
});
