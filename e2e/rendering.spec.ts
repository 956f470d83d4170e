import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentHash } from "../src/core/base/ids.ts";
import { concat, element, film, u16 } from "../src/core/dicom/testing/build-dicom.ts";
import { fixtures, readExpected, readFixture, type Fixture } from "../src/core/dicom/testing/fixtures.ts";
import { contentUid } from "../src/core/studies/content-uid.ts";
import { openFilm } from "../src/main/film/open-film.ts";
import type { WorkstationPage } from "./pages/workstation.ts";
import { compareAtActualSize } from "./support/compare.ts";
import { importByCommandLine } from "./support/films.ts";
import { expect, sharingTest as test } from "./support/test.ts";

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "overread-fixtures-"));

/** Writes another UID of the same length over every place where one stands. */
function withUid(bytes: Uint8Array, uid: string | undefined, number: number): Uint8Array {
  if (uid === undefined) return bytes;
  const text = Buffer.from(bytes).toString("latin1");
  const other = uid.slice(0, -4) + String(number).padStart(4, "0");
  return Uint8Array.from(Buffer.from(text.replaceAll(uid, other), "latin1"));
}

/** Numbers that no other film of this file has. */
let numbers = 0;

/** Writes fixtures as studies of their own; answers each one's film id. */
async function writeApart(folder: string, chosen: readonly Fixture[]): Promise<Map<string, Fixture>> {
  const byFilm = new Map<string, Fixture>();
  for (const fixture of chosen) {
    let bytes = readFixture(fixture.file);
    const before = (await openFilm(bytes)).attributes;
    const number = (numbers += 1);
    bytes = withUid(bytes, before.sopInstanceUid, number);
    bytes = withUid(bytes, before.studyInstanceUid, number);
    const { sopInstanceUid } = (await openFilm(bytes)).attributes;
    writeFileSync(join(folder, fixture.file), bytes);
    const hash = contentHash(createHash("sha256").update(bytes).digest("hex"));
    byFilm.set(sopInstanceUid ?? contentUid(hash, "instance"), fixture);
  }
  return byFilm;
}

/** Compares what is on screen at 1 : 1 with a rendering, in every channel. */
async function differs(workstation: WorkstationPage, rendering: string): Promise<number> {
  const { rows, columns, levels } = readExpected(rendering);
  const channels = levels.length === 3 * rows * columns ? ([0, 1, 2] as const) : ([0] as const);
  const found: number[] = [];
  for (const channel of channels) {
    const screen = await workstation.screen({ rows: rows + 10, columns: columns + 10 }, channel);
    if (channels.length === 1) expect(screen.grey).toBe(true);
    const of = channels.length === 1 ? levels : levels.filter((_, index) => index % 3 === channel);
    const { most, compared } = compareAtActualSize(screen, { rows, columns, levels: of }, 1);
    expect(compared).toBeGreaterThan(100);
    found.push(most);
  }
  return Math.max(...found);
}

/** A film that was decoded ahead is there within tens of milliseconds: looked for as often, 77 times. */
const soon = { intervals: [10, 20, 50, 100, 250] };

test("every fixture on screen equals its rendering by dcmtk, pydicom or PIL", async ({
  workstation,
  shell,
}) => {
  test.setTimeout(420_000);
  const folder = emptyFolder();
  const wanted = fixtures.filter(({ expected }) => expected !== undefined);
  const byFilm = await writeApart(folder, wanted);
  expect(byFilm.size).toBe(wanted.length);
  importByCommandLine([folder], join(shell.home, "library"));
  await expect.poll(() => workstation.page.getByTestId("counts").textContent()).toContain(`${wanted.length}`);

  const seen = new Set<string>();
  const wrong: string[] = [];
  let last = "";
  for (let study = 0; study < wanted.length; study += 1) {
    await workstation.press("j");
    await expect.poll(() => workstation.shown(), soon).not.toBe(last);
    await expect.poll(() => workstation.shown(), soon).toMatch(/^[\d.]+#0$/);
    last = await workstation.shown();
    const filmId = last.slice(0, -2);
    const fixture = byFilm.get(filmId);
    if (fixture === undefined) throw new Error(`no fixture has ${filmId}`);
    seen.add(fixture.name);
    await workstation.press("0");
    for (const [frame, rendering] of (fixture.expected ?? []).entries()) {
      if (frame > 0) {
        await workstation.press("PageDown");
        last = `${filmId}#${frame}`;
        await expect.poll(() => workstation.shown(), soon).toBe(last);
      }
      const most = await differs(workstation, rendering);
      if (most > 1) wrong.push(`${fixture.name}, frame ${frame}: ${most} levels`);
    }
  }
  expect(wrong).toEqual([]);
  expect(seen.size).toBe(wanted.length);
});

/** One case for each complaint about other viewers that a film on screen can answer; keys, then what must stand there. */
const complaints: readonly {
  readonly complaint: string;
  readonly film: string;
  readonly steps: readonly (readonly [keys: string, rendering: string, inverted?: "inverted"])[];
}[] = [
  {
    complaint:
      "MONOCHROME1 is shown the wrong way round, also after reset and invert (OHIF 4116, 5604, 3121)",
    film: "no-window-12-mono1",
    steps: [
      ["", "no-window-12-mono1.png"],
      ["i", "no-window-12-mono1.png", "inverted"],
      ["i", "no-window-12-mono1.png"],
      ["i r", "no-window-12-mono1.png"],
    ],
  },
  {
    complaint:
      "invert comes before the VOI, so that the window no longer fits (cornerstone3D PR 2215; Weasis 620)",
    film: "sigmoid-mono1",
    steps: [
      ["", "sigmoid-mono1.png"],
      ["i", "sigmoid-mono1.png", "inverted"],
      ["1", "sigmoid-mono1.png", "inverted"],
      ["r", "sigmoid-mono1.png"],
    ],
  },
  {
    complaint: "the VOI LUT Sequence is ignored on CR and DX (cornerstone3D 2520, PR 2856)",
    film: "voi-lut-12",
    steps: [
      ["", "voi-lut-12.png"],
      ["2 r", "voi-lut-12.png"],
      ["2 1", "voi-lut-12.png"],
    ],
  },
  {
    complaint: "a VOI LUT Sequence of a MONOCHROME1 film is ignored or turned round (cornerstone3D 2520)",
    film: "voi-lut-mono1",
    steps: [
      ["", "voi-lut-mono1.png"],
      ["i", "voi-lut-mono1.png", "inverted"],
      ["r", "voi-lut-mono1.png"],
    ],
  },
  {
    complaint: "SIGMOID is shown as LINEAR (cornerstone3D PR 2856)",
    film: "sigmoid",
    steps: [["", "sigmoid.png"]],
  },
  {
    complaint: "the window is not PS3.3 C.11.2's, and a film's further windows are lost (cornerstone-core)",
    film: "windows-1",
    steps: [
      ["", "explicit-le-p12.png"],
      ["8", "windows-2.png"],
      ["9", "windows-3.png"],
      ["r", "explicit-le-p12.png"],
    ],
  },
  {
    complaint: "a negative rescale slope gives a black film (OHIF 127, 4379)",
    film: "rescale-negative",
    steps: [
      ["", "rescale-negative.png"],
      ["6 r", "rescale-negative.png"],
    ],
  },
  {
    complaint: "a CR without a window is black (OHIF 4379)",
    film: "rescale-negative-no-window",
    steps: [["", "rescale-negative-no-window.png"]],
  },
  {
    complaint: "Presentation LUT Shape is ignored, or added to MONOCHROME1",
    film: "shape-inverse-mono1",
    steps: [
      ["", "explicit-le-p12i.png"],
      ["i r", "explicit-le-p12i.png"],
    ],
  },
];

test("each complaint about other viewers has its film, and its film is right", async ({
  workstation,
  shell,
}) => {
  test.setTimeout(240_000);
  const folder = emptyFolder();
  const names = new Set(complaints.map(({ film: name }) => name));
  const byFilm = await writeApart(
    folder,
    fixtures.filter(({ name }) => names.has(name)),
  );
  importByCommandLine([folder], join(shell.home, "library"));
  await expect(workstation.rows).toHaveCount(names.size);
  const answered: string[] = [];
  for (let study = 0; study < names.size; study += 1) {
    const before = await workstation.shown();
    await workstation.press("j");
    await expect.poll(() => workstation.shown()).not.toBe(before);
    await expect.poll(() => workstation.shown()).toMatch(/#0$/);
    const name = byFilm.get((await workstation.shown()).slice(0, -2))?.name;
    for (const { complaint, steps } of complaints.filter(({ film: asked }) => asked === name)) {
      await test.step(complaint, async () => {
        for (const [keys, rendering, inverted] of steps) {
          await workstation.press(...keys.split(" ").filter((key) => key !== ""), "0");
          const { rows, columns, levels } = readExpected(rendering);
          const wanted = inverted === undefined ? levels : levels.map((level) => 255 - level);
          const screen = await workstation.screen({ rows: rows + 10, columns: columns + 10 });
          const { compared, most } = compareAtActualSize(screen, { rows, columns, levels: wanted }, 1);
          expect({ keys, compared: compared > 100, right: most <= 1 }).toEqual({
            keys,
            compared: true,
            right: true,
          });
        }
        answered.push(complaint);
      });
    }
  }
  expect(answered.sort()).toEqual(complaints.map(({ complaint }) => complaint).sort());
});

const side = 8192;
const block = 1024;
/** The stored value of a block: 64 values spread over 16 bits, no two neighbours alike. */
const stored = (row: number, column: number): number =>
  (((Math.floor(row / block) * 8 + Math.floor(column / block)) * 37) % 64) * 1040;

/** A film of 8,192 x 8,192 in 16 bits, without a window. */
function largestFilm(): Uint8Array {
  const pixels = new Uint16Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += block) {
      pixels.fill(stored(row, column), row * side + column, row * side + column + block);
    }
  }
  return film([
    [0x00280010, element(0x00280010, "US", u16(side))],
    [0x00280011, element(0x00280011, "US", u16(side))],
    [0x00280100, element(0x00280100, "US", u16(16))],
    [0x00280101, element(0x00280101, "US", u16(16))],
    [0x00280102, element(0x00280102, "US", u16(15))],
    [0x7fe00010, concat(element(0x7fe00010, "OW", new Uint8Array(pixels.buffer)))],
  ]);
}

test("a film larger than a GPU's texture is whole: 8,192 x 8,192 in 16 bits (cornerstone3D 119)", async ({
  workstation,
}) => {
  test.setTimeout(300_000);
  const path = join(emptyFolder(), "largest.dcm");
  writeFileSync(path, largestFilm());
  await workstation.importFiles([path]);
  await workstation.rows.first().click();
  await expect.poll(() => workstation.shown(), { timeout: 120_000 }).toMatch(/#0$/);

  // LINEAR over the frame's own range, 0 to 63 x 1040 (PS3.3 C.11.2.1.2.1), fractions cut off.
  const level = (value: number): number => Math.floor((value / (63 * 1040)) * 255);
  const fitted = await workstation.screen();
  const shown = Math.min(fitted.rows, fitted.columns);
  const [left, top] = [(fitted.columns - shown) / 2, (fitted.rows - shown) / 2];
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const [x, y] = [column, row].map((place) => ((place + 0.5) * shown) / 8) as [number, number];
      const found = fitted.levels[Math.floor(top + y) * fitted.columns + Math.floor(left + x)] ?? -1;
      expect(Math.abs(found - level(stored(row * block, column * block)))).toBeLessThanOrEqual(1);
    }
  }
  // At 1 : 1 the four middle blocks meet in the middle of the screen.
  await workstation.press("0");
  const middle = { rows: 600, columns: 600 };
  const levels = Uint8Array.from({ length: 600 * 600 }, (_, at) =>
    level(stored(side / 2 - 300 + Math.floor(at / 600), side / 2 - 300 + (at % 600))),
  );
  const difference = compareAtActualSize(await workstation.screen(middle), { ...middle, levels });
  expect(difference.most).toBeLessThanOrEqual(1);
});
