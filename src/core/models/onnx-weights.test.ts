import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixturesFolder, hostileFolder } from "../../main/inference/testing/fixtures.ts";
import { outsideWeights } from "./onnx-weights.ts";

/** A message by the protobuf encoding: fields of wire type 2, key (number x 8 + 2), length, bytes. */
type Part = readonly [number: number, content: string | readonly Part[]];
function message(parts: readonly Part[]): Uint8Array {
  const bytes: number[] = [];
  for (const [number, content] of parts) {
    const inside = typeof content === "string" ? Buffer.from(content) : message(content);
    // Keys and lengths up to 16383 as varints of two bytes at most.
    for (const value of [number * 8 + 2, inside.length]) {
      if (value < 128) bytes.push(value);
      else bytes.push((value & 127) | 128, value >> 7);
    }
    bytes.push(...inside);
  }
  return Uint8Array.from(bytes);
}

// Field numbers of onnx.proto3: TensorProto.external_data 13, StringStringEntry key 1 and value 2.
const tensor = (location: string): readonly Part[] => [
  [8, "w"],
  [
    13,
    [
      [1, "location"],
      [2, location],
    ],
  ],
  [
    13,
    [
      [1, "offset"],
      [2, "0"],
    ],
  ],
];
const found = (parts: readonly Part[]) => {
  const weights = outsideWeights(message(parts));
  return weights && { files: [...weights.files], nested: [...weights.nested] };
};
const none = { files: [], nested: [] };

describe("weights outside a graph", () => {
  it("are found in graphs that onnx wrote", () => {
    const of = (path: string) => outsideWeights(readFileSync(path));
    expect(of(join(fixturesFolder, "tiny", "model.onnx"))?.files).toEqual(new Set(["weights.bin"]));
    expect(of(join(fixturesFolder, "three", "model.onnx"))).toMatchObject({
      files: new Set(),
      nested: new Set(),
    });
    expect(of(join(hostileFolder, "outside", "model.onnx"))?.files).toEqual(new Set(["secret.bin"]));
    expect(of(join(hostileFolder, "nested", "model.onnx"))).toMatchObject({
      files: new Set(),
      nested: new Set(["secret.bin"]),
    });
  });

  it.each<[string, readonly Part[], { files: string[]; nested: string[] }]>([
    // ModelProto.graph 7; GraphProto: node 1, initializer 5, sparse_initializer 15.
    ["an initializer", [[7, [[5, tensor("a")]]]], { files: ["a"], nested: [] }],
    [
      "a second graph field, which the encoding merges",
      [
        [7, []],
        [7, [[5, tensor("a")]]],
      ],
      { files: ["a"], nested: [] },
    ],
    [
      "a sparse initializer",
      [
        [
          7,
          [
            [
              15,
              [
                [1, tensor("a")],
                [2, tensor("b")],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a", "b"] },
    ],
    // NodeProto: op_type 4, attribute 5; AttributeProto: t 5, g 6, tensors 10, graphs 11, sparse_tensor 22.
    [
      "a constant",
      [
        [
          7,
          [
            [
              1,
              [
                [5, [[5, tensor("a")]]],
                [4, "Constant"],
              ],
            ],
          ],
        ],
      ],
      { files: ["a"], nested: [] },
    ],
    [
      "another node's tensor",
      [
        [
          7,
          [
            [
              1,
              [
                [4, "ConstantOfShape"],
                [5, [[5, tensor("a")]]],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a"] },
    ],
    [
      "a node's tensors",
      [
        [
          7,
          [
            [
              1,
              [
                [4, "Odd"],
                [5, [[10, tensor("a")]]],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a"] },
    ],
    [
      "a node's sparse tensor",
      [
        [
          7,
          [
            [
              1,
              [
                [4, "Constant"],
                [5, [[22, [[1, tensor("a")]]]]],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a"] },
    ],
    [
      "a branch",
      [
        [
          7,
          [
            [
              1,
              [
                [4, "If"],
                [5, [[6, [[5, tensor("a")]]]]],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a"] },
    ],
    [
      "a constant in a branch of a branch",
      [
        [
          7,
          [
            [
              1,
              [
                [4, "If"],
                [
                  5,
                  [
                    [
                      11,
                      [
                        [
                          1,
                          [
                            [4, "If"],
                            [
                              5,
                              [
                                [
                                  6,
                                  [
                                    [
                                      1,
                                      [
                                        [4, "Constant"],
                                        [5, [[5, tensor("a")]]],
                                      ],
                                    ],
                                  ],
                                ],
                              ],
                            ],
                          ],
                        ],
                      ],
                    ],
                  ],
                ],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a"] },
    ],
    // ModelProto.functions 25; FunctionProto: node 7, attribute_proto 11.
    [
      "a function",
      [
        [
          25,
          [
            [
              7,
              [
                [4, "Constant"],
                [5, [[5, tensor("a")]]],
              ],
            ],
          ],
        ],
      ],
      { files: [], nested: ["a"] },
    ],
    ["a function's attribute", [[25, [[11, [[5, tensor("a")]]]]]], { files: [], nested: ["a"] }],
    [
      "nothing",
      [
        [
          7,
          [
            [
              5,
              [
                [8, "w"],
                [9, "0123"],
              ],
            ],
          ],
        ],
      ],
      none,
    ],
    [
      "a text that looks like one",
      [
        [
          7,
          [
            [10, "location"],
            [2, "graph"],
          ],
        ],
      ],
      none,
    ],
  ])("are found in %s", (_, parts, expected) => {
    expect(found(parts)).toEqual(expected);
  });

  it("are not looked for in what is no ONNX file", () => {
    expect(outsideWeights(Buffer.from("this is a letter, not a graph"))).toBeNull();
    // A length of 200 where 2 bytes are left; a key that does not end; a length beyond 2^53.
    expect(outsideWeights(Uint8Array.from([0x3a, 200, 1, 0, 0]))).toBeNull();
    expect(outsideWeights(Uint8Array.from([0xff, 0xff]))).toBeNull();
    expect(outsideWeights(Uint8Array.from([0x3a, ...Array<number>(9).fill(0xff), 1]))).toBeNull();
    // ONNX Runtime's own format says so at byte 4.
    expect(outsideWeights(Buffer.from("\x0a\x06\x00\x00ORTM"))).toBeNull();
    const deep = (levels: number): readonly Part[] =>
      Array.from({ length: levels }).reduce<readonly Part[]>((inner) => [[1, [[5, [[6, inner]]]]]], []);
    expect(found([[7, deep(100)]])).toEqual(none);
  });
});
