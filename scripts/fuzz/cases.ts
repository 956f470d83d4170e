import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ascii, concat, element, item, part10, u16, u32 } from "../../src/core/dicom/testing/build-dicom.ts";
import { Random } from "../../src/core/phantom/random.ts";
import { drawPhantom } from "../../src/core/phantom/draw.ts";
import { phantomPng } from "../../src/core/phantom/png.ts";
import { ownStudy } from "../../src/main/ingest/testing/films.ts";
import { zipOf } from "../../src/main/ingest/testing/zip.ts";
import { root } from "../tool.ts";
import { mutate, mutateJson, type Format } from "./mutate.ts";

export type Kind = "film" | "archive" | "disc" | "manifest" | "list";
export interface Case {
  readonly kind: Kind;
  readonly seed: string;
  readonly bytes: Uint8Array;
}

interface Seed {
  readonly kind: Kind;
  readonly format: Format;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Larger seeds would make slow cases, not other ones. */
const longestSeed = 1 << 20;
const fixtures = join(root, "src/core/dicom/testing/fixtures");
const sharedFilms = join(root, "../shared/films");

function filmSeeds(folder: string): Seed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name): Seed[] => {
    const format = /\.dcm$/.test(name)
      ? "dicom"
      : /\.png$/.test(name)
        ? "png"
        : /\.jpe?g$/.test(name)
          ? "jpeg"
          : null;
    if (format === null) return [];
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    return bytes.length > longestSeed ? [] : [{ kind: "film", format, name, bytes }];
  });
}

const record = (names: string): Uint8Array =>
  item(
    concat(
      element(0x00041400, "UL", u32(0)),
      element(0x00041410, "US", u16(0xffff)),
      element(0x00041430, "CS", "IMAGE"),
      element(0x00041500, "CS", names),
    ),
  );

/** Every kind of file that Overread takes from outside. */
function seeds(): Seed[] {
  const picture = phantomPng(drawPhantom({ seed: 1, rows: 96, columns: 96, bits: 8 }));
  const files = [
    { name: "a.dcm", bytes: ownStudy(1) },
    { name: "b/../c.png", bytes: picture },
    { name: "DICOMDIR", bytes: part10(element(0x00041220, "SQ", record("A.DCM"))) },
    { name: "films.csv", bytes: ascii("file,patient_id\nc.png,P1\n") },
  ];
  const index = part10(element(0x00041220, "SQ", concat(record("IN"), record("..\\OUT"), record("SUB\\IN"))));
  const manifest = readFileSync(join(root, "resources/models/mobilenetv2/model.json"));
  return [
    ...filmSeeds(fixtures),
    ...filmSeeds(sharedFilms),
    { kind: "film", format: "png", name: "phantom.png", bytes: picture },
    { kind: "archive", format: "zip", name: "plain.zip", bytes: new Uint8Array(zipOf(files.slice(0, 2))) },
    { kind: "archive", format: "zip", name: "disc.zip", bytes: new Uint8Array(zipOf(files)) },
    { kind: "disc", format: "dicom", name: "DICOMDIR", bytes: index },
    { kind: "manifest", format: "text", name: "model.json", bytes: new Uint8Array(manifest) },
    {
      kind: "list",
      format: "text",
      name: "films.csv",
      bytes: ascii('file;patient_name;view\r\na.png;"A;B";PA\r\n'),
    },
  ];
}

/** Of so many cases each kind gets its share: films have the most to be wrong. */
const share: readonly (readonly [Kind, number])[] = [
  ["film", 0.7],
  ["archive", 0.1],
  ["disc", 0.08],
  ["manifest", 0.07],
  ["list", 0.05],
];

/** The same number gives the same case. */
export function caseMaker(): (number: number) => Case {
  const all = seeds();
  return (number) => {
    const random = new Random(Math.imul(number + 1, 0x9e3779b1));
    let left = random.unit();
    const kind = share.find(([, part]) => (left -= part) < 0)?.[0] ?? "film";
    const ofKind = all.filter((seed) => seed.kind === kind);
    const seed = ofKind[Math.floor(random.unit() * ofKind.length)];
    if (seed === undefined) throw new Error(`there is no seed of a ${kind}`);
    const bytes =
      kind === "manifest"
        ? new TextEncoder().encode(mutateJson(JSON.parse(new TextDecoder().decode(seed.bytes)), random))
        : mutate(seed.bytes, seed.format, random);
    return { kind, seed: seed.name, bytes };
  };
}
