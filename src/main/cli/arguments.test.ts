import { describe, expect, it } from "vitest";
import { AppError } from "../../core/base/errors.ts";
import { parseCommand } from "./arguments.ts";

describe("parseCommand", () => {
  it("takes read with its options in any order", () => {
    expect(parseCommand(["read", "a", "--json", "b", "--models", "m"])).toEqual({
      name: "read",
      paths: ["a", "b"],
      json: true,
      models: "m",
    });
    expect(parseCommand(["read", "--", "--json"])).toMatchObject({ paths: ["--json"], json: false });
  });

  it("takes library, alone or with what is done to its place", () => {
    const none = { folder: undefined, library: undefined, keep: false, json: false };
    expect(parseCommand(["library"])).toEqual({ name: "library", ...none });
    expect(parseCommand(["library", "--library", "d"])).toEqual({ name: "library", ...none, library: "d" });
    expect(parseCommand(["library", "move", "new", "--keep"])).toEqual({
      name: "library move",
      ...none,
      folder: "new",
      keep: true,
    });
    expect(parseCommand(["library", "use", "other"])).toMatchObject({ name: "library use", folder: "other" });
    for (const wrong of [
      ["shift", "x"],
      ["move"],
      ["move", "a", "b"],
      ["use", "x", "--keep"],
      ["move", "x", "--library", "d"],
    ])
      expect(() => parseCommand(["library", ...wrong]), wrong.join(" ")).toThrow(AppError);
  });

  it("takes evaluate", () => {
    expect(parseCommand(["evaluate", "dir"])).toEqual({
      name: "evaluate",
      folder: "dir",
      json: false,
      models: undefined,
    });
    expect(parseCommand(["evaluate", "--models=m", "--json", "dir"])).toMatchObject({
      json: true,
      models: "m",
    });
  });

  it("takes phantom with its defaults", () => {
    expect(parseCommand(["phantom", "dir"])).toEqual({ name: "phantom", folder: "dir", count: 8, seed: 1 });
    expect(parseCommand(["phantom", "dir", "--count=2", "--seed", "0"])).toMatchObject({ count: 2, seed: 0 });
  });

  it.each([["--help"], ["-h"], ["read", "--help"], ["phantom", "-h"], ["evaluate", "-h"]])(
    "helps: %s %s",
    (...args) => {
      expect(parseCommand(args)).toEqual({ name: "help" });
    },
  );

  it.each([
    [],
    ["reed"],
    ["read"],
    ["read", "--jsn", "a"],
    ["read", "a", "--models"],
    ["evaluate"],
    ["evaluate", "a", "b"],
    ["evaluate", ""],
    ["phantom"],
    ["phantom", "a", "b"],
    ["phantom", "a", "--count", "0"],
    ["phantom", "a", "--count", "1.5"],
    ["phantom", "a", "--seed", "4294967296"],
    ["phantom", "a", "--seed", "-1"],
  ])("refuses %s %s %s %s", (...args) => {
    const parse = () => parseCommand(args.filter((arg) => arg !== undefined));
    expect(parse).toThrow(AppError);
    expect(parse).toThrow(expect.objectContaining({ code: "usage" }));
  });
});
