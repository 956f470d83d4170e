import { deserialize, serialize } from "node:v8";
import { expect, it } from "vitest";
import { decodeWire, encodeWire } from "./wire.ts";

it("carries text of every script and typed arrays, as a structured clone would", () => {
  const value = {
    name: "Işık^Ayşe 山田 😀",
    nothing: null,
    list: [1, { stored: new Int16Array([-32768, 0, 32767]) }],
    levels: new Uint8Array([1, 2, 3]).subarray(1),
    map: new Float32Array([0.25, -1]),
    empty: new Uint16Array(0),
  };
  expect(decodeWire(encodeWire(value))).toEqual(deserialize(serialize(value)));
});

it("lays the bytes out as documented", () => {
  // {"a":{"$array":"Uint16Array","at":0,"length":2}} is 48 characters: 4 + 48 = 52, padded to 56.
  const bytes = encodeWire({ a: new Uint16Array([1, 0x0203]) });
  expect([...bytes.subarray(0, 4)]).toEqual([48, 0, 0, 0]);
  expect([...bytes.subarray(56)]).toEqual([1, 0, 3, 2, 0, 0, 0, 0]);
});

it("carries Node's Buffer as the bytes that it is", () => {
  const film = { pixels: Buffer.from([0, 127, 255]).subarray(1) };
  expect(decodeWire(encodeWire(film))).toEqual({ pixels: new Uint8Array([127, 255]) });
});

it("decodes from any offset of a larger buffer", () => {
  const bytes = encodeWire({ a: new Float32Array([1.5]) });
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(decodeWire(shifted.subarray(3))).toEqual({ a: new Float32Array([1.5]) });
});

it("refuses bytes that are cut off", () => {
  const bytes = encodeWire({ a: new Float32Array([1.5]) });
  expect(() => decodeWire(bytes.subarray(0, 20))).toThrow();
  expect(() => decodeWire(bytes.subarray(0, bytes.length - 8))).toThrow();
});
