// From a click on a row to the film drawn, in a real browser; how smoothly a window is dragged; what stays in memory.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importByCommandLine } from "../e2e/support/films.ts";
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import { openFilm } from "../src/main/film/open-film.ts";
import { bareCodec, codestreamOf } from "./bare.ts";
import { milliseconds, Missing, type Bench, type Comparison } from "./compare.ts";
import { apart } from "./films.ts";
import { openPlainWindow, type PlainWindow } from "./plain-window.ts";

/** A frame of a screen with 60 Hz, in milliseconds. */
const frame = 1000 / 60;
const size = { rows: 3000, columns: 2500, bits: 12 };
/** Studies of each kind: enough that none of them was decoded ahead when it is opened from below. */
const copies = 6;

function run(program: string, args: readonly string[], packages: string): void {
  const { error, status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (error !== undefined) throw new Missing(`${program} (apt-get install ${packages})`);
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

interface Films {
  readonly plain: string;
  readonly packed: string;
  readonly folders: { readonly plain: string; readonly packed: string };
}

async function makeFilms(folder: string): Promise<Films> {
  const films = {
    plain: join(folder, "plain.dcm"),
    packed: join(folder, "packed.dcm"),
    folders: { plain: mkdtempSync(join(folder, "plain-")), packed: mkdtempSync(join(folder, "packed-")) },
  };
  const bytes = phantomDicom(drawPhantom({ seed: 1, ...size, age: 4 }));
  writeFileSync(films.plain, bytes);
  run("gdcmconv", ["--j2k", films.plain, films.packed], "libgdcm-tools");
  const { sopInstanceUid = "", studyInstanceUid = "" } = (await openFilm(bytes)).attributes;
  for (const [kind, offset] of [
    ["plain", 0],
    ["packed", copies],
  ] as const) {
    const one = readFileSync(films[kind]);
    for (let copy = 0; copy < copies; copy += 1) {
      const number = offset + copy;
      writeFileSync(
        join(films.folders[kind], `${number}.dcm`),
        apart(one, [sopInstanceUid, studyInstanceUid], number),
      );
    }
  }
  return films;
}

/** What is waited for: the film as it stands on screen, or all of its pixels, too. */
type Drawn = "data-first" | "data-film";

/** Milliseconds from a click on a row to the end of the frame in which its film was drawn, in the page's own time. */
function clickToDrawn(window: PlainWindow, index: number, attribute: Drawn = "data-first"): Promise<number> {
  return window.run(
    async (asked) => {
      const shown = (): string | null =>
        document.querySelector('[data-testid="viewport"]')?.getAttribute(asked.attribute) ?? null;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="worklist-row"]')];
      const before = shown();
      const nextFrame = () => new Promise<number>(requestAnimationFrame);
      const start = performance.now();
      // Who asks in every frame has the browser make frames that nobody needs.
      const drawn = new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          reject(new Error("the film was not drawn"));
        }, 60_000);
        const changes = new MutationObserver(() => {
          const now = shown();
          if (now === null || now === before) return;
          clearTimeout(late);
          changes.disconnect();
          resolve(now);
        });
        changes.observe(document.body, {
          attributeFilter: [asked.attribute],
          childList: true,
          subtree: true,
        });
      });
      rows[asked.index]?.click();
      await drawn;
      // A first picture is in the canvas before it is named; of pixels the picture is drawn with the next frame at the latest.
      await nextFrame();
      // A frame has been made when another begins.
      await nextFrame();
      return performance.now() - start;
    },
    { index, attribute },
  );
}

/** Frames a second while a window is dragged for two seconds, moved once a frame. */
function dragRate(window: PlainWindow): Promise<number> {
  return window.run(async () => {
    const stage = document.querySelector<HTMLElement>('[data-testid="film-canvas"]')?.parentElement;
    if (!stage) throw new Error("no film");
    stage.setPointerCapture = () => {};
    const box = stage.getBoundingClientRect();
    const send = (type: string, step: number): void => {
      const at = { clientX: box.left + 300 + step, clientY: box.top + 300 + (step % 50) };
      stage.dispatchEvent(new PointerEvent(type, { ...at, button: 0, pointerId: 1, bubbles: true }));
    };
    const canvas = stage.querySelector("canvas");
    const picture = (): string =>
      canvas
        ?.getContext("2d")
        ?.getImageData(canvas.width >> 1, canvas.height >> 1, 8, 1)
        .data.join() ?? "";
    // What was asked for before is on screen.
    for (let waited = 0; waited < 3; waited += 1) await new Promise(requestAnimationFrame);
    const first = picture();
    send("pointerdown", 0);
    let frames = 0;
    let changed = 0;
    let last = first;
    const start = performance.now();
    while (performance.now() - start < 2000) {
      frames += 1;
      send("pointermove", frames * 2);
      await new Promise(requestAnimationFrame);
      const now = picture();
      if (now !== last) changed += 1;
      last = now;
    }
    const rate = (1000 * frames) / (performance.now() - start);
    send("pointerup", frames * 2);
    if (changed === 0) throw new Error("the film did not follow the drag");
    return rate;
  }, null);
}

export const firstImage: Bench = async function* ({ say }) {
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-"));
  const films = await makeFilms(folder);
  const decode = await bareCodec();
  const codestream = codestreamOf(readFileSync(films.packed));
  const window = await openPlainWindow();
  const { shell } = window;
  try {
    for (const kind of ["plain", "packed"] as const) {
      importByCommandLine([films.folders[kind]], join(shell.home, "library"));
    }
    await window.run(
      async ({ rows }) => {
        const all = () => [...document.querySelectorAll<HTMLElement>('[data-testid="worklist-row"]')];
        const isDone = () =>
          all().length >= rows && !all().some(({ dataset }) => dataset["panel"] === "pending");
        while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 1000));
      },
      { rows: 2 * copies },
    );
    // The networks have looked at every film, and what runs them was measured: what is measured has the machine to itself.
    while (
      !readdirSync(shell.home, { recursive: true }).some((file) => String(file).endsWith("backends.json"))
    ) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    // Rows by kind, found by opening each once: films are drawn alike.
    const rowsOf = await rowsByKind(window);

    const usual = { unit: "ms", warmUps: 2, rounds: 8 } as const;
    let turn = 0;
    // The last row was opened last.
    let current = 2 * copies - 1;
    const open = async (row: number, drawn?: Drawn): Promise<number> => {
      if (row === current) return 0;
      current = row;
      return clickToDrawn(window, row, drawn);
    };
    /** Opens a row from one that lies below it: only what lies below a study is decoded ahead. */
    const cold = (rows: readonly number[], drawn?: Drawn) => async (): Promise<number> => {
      const row = rows[turn++ % (rows.length - 1)] ?? 0;
      await open(2 * copies - 1 === row ? 0 : 2 * copies - 1);
      await window.settled();
      return open(row, drawn);
    };
    const ahead = (rows: readonly number[]) => async (): Promise<number> => {
      const row = Math.max(1, rows[turn++ % rows.length] ?? 1);
      await open(row - 1);
      await window.settled();
      return open(row);
    };
    const target = join(folder, "out.pgm");
    const dcmtk = (): Promise<number> =>
      milliseconds(async () => {
        run("dcm2pnm", ["--quiet", "+Wi", "1", films.plain, target], "dcmtk");
      });
    const gdcm = (): Promise<number> =>
      milliseconds(async () => {
        run("gdcmconv", ["--raw", films.packed, join(folder, "raw.dcm")], "libgdcm-tools");
      });
    const comparisons: Comparison[] = [
      {
        ...usual,
        name: "first-image, uncompressed, cold",
        ours: cold(rowsOf.plain),
        reference: { name: "dcm2pnm, the whole process", run: dcmtk },
        bar: { side: "<=", value: 1 },
      },
      {
        ...usual,
        name: "first-image, uncompressed, cold, every pixel",
        ours: cold(rowsOf.plain, "data-film"),
        reference: { name: "dcm2pnm, the whole process", run: dcmtk },
        bar: { side: "<=", value: 3 },
      },
      {
        ...usual,
        name: "first-image, JPEG 2000, cold, every pixel, against its codec",
        ours: cold(rowsOf.packed, "data-film"),
        reference: {
          name: "codec-openjpeg decode alone, and two thirds of a frame (1.5 times that is one frame)",
          run: async () => (await milliseconds(async () => decode(codestream))) + frame / 1.5,
        },
        bar: { side: "<=", value: 1.5 },
      },
      {
        ...usual,
        name: "first-image, JPEG 2000, cold, against a program",
        ours: cold(rowsOf.packed),
        reference: { name: "gdcmconv --raw, the whole process", run: gdcm },
        bar: { side: "<=", value: 1 },
      },
      ...(["plain", "packed"] as const).map((kind): Comparison => ({
        ...usual,
        name: `first-image, ${kind === "plain" ? "uncompressed" : "JPEG 2000"}, decoded ahead`,
        ours: ahead(rowsOf[kind]),
        reference: { name: "50 ms", run: () => Promise.resolve(50) },
        bar: { side: "<=", value: 1 },
      })),
    ];
    yield* comparisons;

    for (const [name, key] of [
      ["fitted", "f"],
      ["at 1 : 1", "0"],
    ] as const) {
      yield {
        name: `window drag, ${name}`,
        unit: "frames/s",
        ours: async () => {
          await window.press("r", key);
          return dragRate(window);
        },
        reference: { name: "30 frames a second", run: () => Promise.resolve(30) },
        bar: { side: ">=", value: 1 },
        warmUps: 1,
        rounds: 5,
      };
    }

    yield {
      name: "memory after 100 films over that after 10",
      unit: "MiB",
      ours: async () => {
        let after = 0;
        for (let opened = 1; opened <= 100; opened += 1) {
          await open(opened % (2 * copies));
          if (opened === 10) after = await quiet(window);
        }
        return Math.max(0, (await quiet(window)) - after) / 1024 ** 2;
      },
      reference: { name: "20 MiB", run: () => Promise.resolve(20) },
      bar: { side: "<=", value: 1 },
      warmUps: 0,
      rounds: 1,
    };
  } catch (error) {
    say(shell.said().split("\n").slice(-5).join("\n"));
    throw error;
  } finally {
    await window.close();
    rmSync(folder, { recursive: true });
  }
};

/** The heap once nothing more is decoded ahead. */
async function quiet(window: PlainWindow): Promise<number> {
  await window.settled();
  return window.heap();
}

/** Which rows hold uncompressed films and which JPEG 2000: the number in their UID says so. */
async function rowsByKind(window: PlainWindow): Promise<{ plain: number[]; packed: number[] }> {
  const found = { plain: [] as number[], packed: [] as number[] };
  for (let row = 0; row < 2 * copies; row += 1) {
    await clickToDrawn(window, row, "data-film");
    const film = await window.run(
      () => document.querySelector('[data-testid="viewport"]')?.getAttribute("data-film") ?? "",
      null,
    );
    const number = Number(film.slice(-3));
    found[number < copies ? "plain" : "packed"].push(row);
  }
  await window.settled();
  return found;
}
