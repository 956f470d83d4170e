import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decode } from "fast-png";
import { z } from "zod";

/** Folder of the fixtures, which scripts/make-fixtures.py writes. */
export const fixtureFolder = fileURLToPath(new URL("./fixtures/", import.meta.url));

const fixture = z.object({
  name: z.string(),
  file: z.string(),
  /** How dcmtk rendered it: the program, its options, and whether of the film itself or of it decoded. */
  render: z.object({ by: z.string(), options: z.array(z.string()), of: z.string() }).optional(),
  /** PNG of each frame's grey levels or colours, by a program that is not ours. */
  expected: z.array(z.string()).optional(),
  /** SHA-256 of the stored values of all frames, little endian. */
  storedSha256: z.string().optional(),
  /** Decoded lossily: grey levels of two decoders may differ by so many. */
  lossy: z.number().optional(),
  /** UID or name that the refusal must state. */
  unsupported: z.string().optional(),
  patientName: z.string().optional(),
  /** What pydicom's apply_voi_lut answers for stored values, from 0 to `top`. */
  pydicomVoi: z.object({ top: z.number(), values: z.record(z.string(), z.number()) }).optional(),
  commands: z.array(z.string()),
});
export type Fixture = z.output<typeof fixture>;

export const readFixture = (file: string): Uint8Array => new Uint8Array(readFileSync(fixtureFolder + file));

export const fixtures: readonly Fixture[] = z
  .array(fixture)
  .parse(JSON.parse(readFileSync(`${fixtureFolder}films.json`, "utf8")));

/** Grey levels (or R, G, B) of a rendering made by another program. */
export function readExpected(file: string): { rows: number; columns: number; levels: Uint8Array } {
  const { height, width, data } = decode(readFixture(`expected/${file}`));
  return { rows: height, columns: width, levels: Uint8Array.from(data) };
}

/** How far two renderings are apart. */
export function difference(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
): { largest: number; differing: number } {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} levels against ${theirs.length}`);
  let largest = 0;
  let differing = 0;
  for (let index = 0; index < ours.length; index++) {
    const apart = Math.abs((ours[index] ?? 0) - (theirs[index] ?? 0));
    if (apart > largest) largest = apart;
    if (apart > 0) differing++;
  }
  return { largest, differing };
}
