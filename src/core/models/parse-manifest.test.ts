import { describe, expect, it } from "vitest";
import { AppError } from "../base/errors.ts";
import { parseManifest, parseOwnManifest } from "./parse-manifest.ts";

const valid = {
  schema: 1,
  id: "mobilenetv2",
  version: "1.0.0",
  title: "MobileNetV2",
  architecture: "MobileNetV2 1.0",
  input: {
    name: "input",
    width: 224,
    height: 224,
    channels: 1,
    resize: "triangle",
    smooth: [0.25, 0.5, 0.25],
    percentiles: { low: 0.02, high: 0.98, region: 0.8 },
    standardise: true,
    mean: [0],
    std: [1],
  },
  outputs: { logits: "logits", heatMap: "heat_map", features: "features", classes: ["normal", "pneumonia"] },
  calibration: { method: "temperature", temperature: 1.5, chosenOn: "matched validation set" },
  threshold: { value: 0.5, chosenOn: "matched validation set" },
  training: {
    data: "films",
    citation: "someone",
    dataLicence: "CC BY 4.0",
    split: "by patient",
    films: { train: 1, validation: 1, matchedValidation: 1 },
    startingWeights: "none",
    recipe: "none",
  },
  results: [],
  limits: "none",
  licence: "MIT",
  files: [{ path: "model.onnx", sha256: "0".repeat(64), bytes: 10 }],
};

/** The manifest with one place changed: "input.mean" -> [0, 0]. */
const changed = (place: string, value: unknown): unknown => {
  const copy: Record<string, unknown> = structuredClone(valid);
  const parts = place.split(".");
  const last = parts.pop() ?? "";
  let inside = copy;
  for (const part of parts) inside = inside[part] as Record<string, unknown>;
  inside[last] = value;
  return copy;
};

const detailOf = (json: unknown): string => {
  try {
    parseManifest(json, "folder");
  } catch (error) {
    if (error instanceof AppError && error.code === "model/manifest-invalid") return error.message;
    throw error;
  }
  throw new Error("was accepted");
};

describe("model manifest", () => {
  it("is read", () => {
    expect(parseManifest(valid, "folder").id).toBe("mobilenetv2");
  });

  it("of a user's own network need not say how it was trained, and is held to all else", () => {
    const { training, results, ...rest } = valid;
    expect(parseOwnManifest(rest, "folder")).toMatchObject({ id: "mobilenetv2", results: [] });
    expect(parseOwnManifest({ ...rest, training: { data: "films" } }, "folder").training).toEqual({
      data: "films",
    });
    expect(parseOwnManifest({ ...rest, training, results }, "folder").training).toEqual(training);
    expect(detailOf(rest)).toContain("training");
    expect(() => parseOwnManifest({ ...rest, threshold: { value: 2, chosenOn: "?" } }, "folder")).toThrow(
      /threshold.value/,
    );
    expect(() => parseOwnManifest({ ...rest, training: { films: { train: -1 } } }, "folder")).toThrow(
      /training.films/,
    );
    expect(() => parseOwnManifest({ ...rest, files: [] }, "folder")).toThrow(/files/);
  });

  it("may leave the grey levels unstretched", () => {
    const plain = changed("input.percentiles", null);
    expect(parseManifest(plain, "folder").input.percentiles).toBeNull();
  });

  it.each([
    ["id", "x".repeat(65), "id"],
    ["title", "x".repeat(65), "title"],
    ["input.std", [0], "input.std[0]"],
    ["input.mean", [0, 0], "input.mean"],
    ["input.percentiles", { low: 0.9, high: 0.1, region: 0.8 }, "input.percentiles.low"],
    ["input.smooth", [0.5, 0.5], "input.smooth"],
    ["input.width", 1_000_000, "input.width"],
    ["threshold.value", 1.2, "threshold.value"],
    ["calibration.temperature", 0, "calibration.temperature"],
    ["version", "one", "version"],
    ["files", [], "files"],
    ["files", [{ path: "../model.onnx", sha256: "0".repeat(64), bytes: 1 }], "files[0].path"],
    ["files", [{ path: "/model.onnx", sha256: "0".repeat(64), bytes: 1 }], "files[0].path"],
    ["files", [{ path: "weights.bin", sha256: "0".repeat(64), bytes: 1 }], "model.onnx"],
    ["files", [valid.files[0], valid.files[0]], "twice"],
    ["id", undefined, "id"],
  ])("with a wrong %s is refused, with the place", (place, value, named) => {
    const message = detailOf(changed(place, value));
    expect(message).toContain("folder");
    expect(message).toContain(named);
  });

  it.each([null, 3, "text", []])("that is %j is refused", (json) => {
    expect(detailOf(json)).toContain("the manifest");
  });
});
