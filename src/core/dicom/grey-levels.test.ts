import { describe, expect, it } from "vitest";
import type { GreyChain, Voi } from "./grey-chain.ts";
import { displayLevels, initialVoi, renderGrey } from "./grey-levels.ts";
import { displayTable } from "./grey/display-table.ts";

const identity: GreyChain = {
  modality: { kind: "rescale", slope: 1, intercept: 0 },
  vois: [],
  inverted: false,
};
const eight = { bitsStored: 8, signed: false } as const;
const twelve = { bitsStored: 12, signed: false } as const;
const window = (centre: number, width: number, name: "LINEAR" | "LINEAR_EXACT" | "SIGMOID"): Voi => ({
  kind: "window",
  centre,
  width,
  function: name,
});

describe("the window functions of PS3.3 C.11.2", () => {
  // The note of C.11.2.1.2.1: window centre 2048, width 4096 shows the full range of 12 bits; with
  // y from 0 to 255: x <= 0 -> 0, x > 4095 -> 255, else ((x - 2047.5) / 4095 + 0.5) * 255.
  it("LINEAR over the full range", () => {
    const table = displayTable({ grey: identity, ...twelve, voi: window(2048, 4096, "LINEAR") }, 255);
    expect(table[0]).toBe(0);
    expect(table[4095]).toBeCloseTo(255, 10);
    expect(table[1000]).toBeCloseTo(((1000 - 2047.5) / 4095 + 0.5) * 255, 10);
  });

  // The same note: width 1 makes a step between c - 1 and c: "x <= c - 0.5 black, else white".
  it("LINEAR of width 1 is a step: black up to centre - 1, white from the centre on", () => {
    const { levels } = displayLevels({ grey: identity, ...eight, voi: window(100, 1, "LINEAR") });
    expect([levels[98], levels[99], levels[100], levels[101]]).toEqual([0, 0, 255, 255]);
  });

  // Width 2 around 2048 (the note's other example): 2047 is black, 2048 is white.
  it("LINEAR of width 2", () => {
    const { levels } = displayLevels({ grey: identity, ...twelve, voi: window(2048, 2, "LINEAR") });
    expect([levels[2046], levels[2047], levels[2048]]).toEqual([0, 0, 255]);
  });

  // C.11.2.1.3.2: x <= c - w/2 black, x > c + w/2 white, else ((x - c) / w + 0.5) * 255.
  it("LINEAR_EXACT", () => {
    const { levels } = displayLevels({ grey: identity, ...eight, voi: window(100, 20, "LINEAR_EXACT") });
    expect([levels[90], levels[95], levels[100], levels[110], levels[111]]).toEqual([0, 63, 127, 255, 255]);
  });

  // C.11.2.1.3.1: 255 / (1 + exp(-4 (x - c) / w)): one half at the centre, 1 / (1 + e^-2) half a width above it.
  it("SIGMOID", () => {
    const table = displayTable({ grey: identity, ...eight, voi: window(100, 40, "SIGMOID") }, 1);
    expect(table[100]).toBeCloseTo(0.5, 12);
    expect(table[120]).toBeCloseTo(0.880797, 6);
    expect(table[80]).toBeCloseTo(0.119203, 6);
  });

  it("a VOI LUT goes on with its ends, and its highest possible entry is white", () => {
    const lut = { first: 10, bits: 10, entries: Uint16Array.of(100, 1023, 0, 511) };
    const table = displayTable({ grey: identity, ...eight, voi: { kind: "lut", lut } }, 1);
    expect([9, 10, 11, 12, 13, 200].map((value) => table[value])).toEqual(
      [100, 100, 1023, 0, 511, 511].map((entry) => entry / 1023),
    );
  });
});

describe("polarity", () => {
  const voi = window(128, 256, "LINEAR");
  it("invert turns an inverted film back, and only once", () => {
    const plain = displayLevels({ grey: identity, ...eight, voi }).levels;
    const inverted = displayLevels({ grey: { ...identity, inverted: true }, ...eight, voi }).levels;
    const both = displayLevels({ grey: { ...identity, inverted: true }, ...eight, voi, invert: true }).levels;
    expect([plain[0], plain[77], plain[255]]).toEqual([0, 77, 255]);
    expect([inverted[0], inverted[77], inverted[255]]).toEqual([255, 178, 0]);
    expect(both).toEqual(plain);
  });
  it("comes after the VOI: an inverted film's window keeps its centre", () => {
    const levels = displayLevels({
      grey: { ...identity, inverted: true },
      ...eight,
      voi: window(50, 11, "LINEAR"),
    });
    expect([levels.levels[44], levels.levels[56]]).toEqual([255, 0]);
  });
  it("a negative slope turns values, not the window", () => {
    const modality = { kind: "rescale", slope: -1, intercept: 255 } as const;
    const { levels } = displayLevels({ grey: { ...identity, modality }, ...eight, voi });
    expect([levels[0], levels[255]]).toEqual([255, 0]);
  });
});

describe("what is shown first", () => {
  it("the film's first VOI", () => {
    const vois = [window(5, 6, "LINEAR"), window(7, 8, "SIGMOID")];
    expect(initialVoi({ grey: { ...identity, vois }, ...eight }, Uint8Array.of(1, 2))).toBe(vois[0]);
  });
  it("eight bits as they are stored", () => {
    const voi = initialVoi({ grey: identity, ...eight }, Uint8Array.of(100, 120));
    const { levels } = displayLevels({ grey: identity, ...eight, voi });
    expect([...levels]).toEqual(Array.from({ length: 256 }, (_, value) => value));
  });
  it("deeper films from their lowest to their highest value, without padding", () => {
    const grey = { ...identity, padding: { low: 4000, high: 4095 } };
    const stored = Uint16Array.of(4095, 100, 300, 4000);
    const voi = initialVoi({ grey, ...twelve }, stored);
    expect(voi).toEqual({ kind: "window", centre: 200.5, width: 201, function: "LINEAR" });
    const { levels, first } = displayLevels({ grey, ...twelve, voi });
    expect([...renderGrey(stored, { levels, first })]).toEqual([0, 0, 255, 0]);
  });
  it("signed values, through the modality transform", () => {
    const modality = { kind: "rescale", slope: -2, intercept: 10 } as const;
    const film = { grey: { ...identity, modality }, bitsStored: 12, signed: true };
    const stored = Int16Array.of(-100, 50);
    const voi = initialVoi(film, stored); // modality values 210 and -90
    expect(voi).toMatchObject({ centre: 60.5, width: 301 });
    expect([...renderGrey(stored, displayLevels({ ...film, voi }))]).toEqual([255, 0]);
  });
  it("a frame of padding alone, and a frame of one value", () => {
    const grey = { ...identity, padding: { low: 7, high: 7 } };
    expect(initialVoi({ grey, ...twelve }, Uint16Array.of(7, 7))).toMatchObject({
      centre: 2048,
      width: 4096,
    });
    const voi = initialVoi({ grey: identity, ...twelve }, Uint16Array.of(9, 9));
    const levels = displayLevels({ grey: identity, ...twelve, voi });
    expect([...renderGrey(Uint16Array.of(9, 9), levels)]).toEqual([0, 0]);
  });
});
