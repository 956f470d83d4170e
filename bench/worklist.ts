// The worklist of 100,000 studies, from a request to its rows in the window; and against Orthanc's.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { Payload, WorklistFilter } from "../src/core/api.ts";
import { windowRows, worklistFilter } from "../src/core/api.ts";
import { sortColumns } from "../src/core/studies/listing.ts";
import { dayBefore, generate, studiesADay } from "../src/main/store/testing/generate.ts";
import { milliseconds, quantile, type Bench, type Comparison } from "./compare.ts";
import { findIn, madeUpFilm, storeIn } from "./orthanc-list.ts";
import { orthancName, startOrthanc } from "./orthanc.ts";
import { serve, type Served } from "./served.ts";

type Question = Payload<"worklist.list">;

const besideOrthanc = "worklist beside Orthanc";
const page = windowRows;
const questionsEach = 20;
/** A library that was made before (`generate.ts`) is measured as it is. */
const ready = process.env["OVERREAD_BENCH_LIBRARY"];
const studies = Number(process.env["OVERREAD_BENCH_STUDIES"] ?? "100000");
/** Uploads on their way at once: one alone would leave Orthanc idle while the next is made. */
const uploads = 4;
/** Milliseconds between two words of how far it is. */
const progressEvery = 20_000;
/** Seconds for which Orthanc takes studies. */
const storing = Number(process.env["OVERREAD_BENCH_SECONDS"] ?? "300");
const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");

const filter = (part: Partial<WorklistFilter>): WorklistFilter => ({ ...worklistFilter.parse({}), ...part });
/** The same question again and again would be answered from memory: each begins a little further down. */
const asked = (part: Question, index: number): Question => ({ limit: page, offset: index % 7, ...part });

const searches = ["smi", "yil", "ова", "kay", "小明", "p12", "a10", "ick", "ozt", "λος"];
const groups: Readonly<Record<string, readonly Question[]>> = {
  "first page": [{}],
  "each sort": sortColumns.flatMap((column) => [
    { sort: { column, direction: "ascending" } },
    { sort: { column, direction: "descending" } },
  ]),
  "each filter": [
    { filter: filter({ quick: "today" }) },
    { filter: filter({ quick: "unread" }) },
    { filter: filter({ quick: "mine" }) },
    { filter: filter({ priority: "stat" }) },
    { filter: filter({ read: "draft" }) },
    { filter: filter({ panel: "pending" }) },
    { filter: filter({ missing: true }) },
    { filter: filter({ from: "20260101", to: "20260630" }) },
  ],
  "three-letter search": searches.map((search) => ({ search })),
  "deep in the list": [{ offset: Math.floor(studies / 2) }, { offset: studies - page, search: "a" }],
};

const nameOf = (group: string): string => `worklist, ${studies.toLocaleString("en")} studies, ${group}, p95`;

/** Questions that both answer, and as Orthanc is asked them. */
const besides: Readonly<Record<string, readonly [Question, Readonly<Record<string, string>>]>> = {
  "first page": [{}, {}],
  today: [{ filter: filter({ quick: "today" }) }, { StudyDate: today }],
  "three-letter search": [{ search: "smi" }, { PatientName: "*smi*" }],
};

/** Everything that is asked for the first time is read first: a workstation does so after its start. */
async function warm(served: Served): Promise<void> {
  for (const questions of Object.values(groups)) await served.times("worklist.list", questions);
}

function timed(name: string, served: Served, questions: readonly Question[]): Comparison {
  const limit = studies > 100_000 ? 100 : 20;
  return {
    name: nameOf(name),
    unit: "ms",
    ours: async () => {
      const all = Array.from({ length: Math.max(questions.length, questionsEach) }, (_, index) =>
        asked(questions[index % questions.length] ?? {}, index),
      );
      return quantile(await served.times("worklist.list", all), 0.95);
    },
    reference: { name: "the limit of the specification", run: () => Promise.resolve(limit) },
    bar: { side: "<=", value: 1 },
    warmUps: 1,
    rounds: 5,
  };
}

async function* againstOrthanc(say: (message: string) => void): AsyncGenerator<Comparison> {
  const folder = mkdtempSync(join(tmpdir(), "overread-bench-"));
  const theirs = mkdtempSync(join(tmpdir(), "overread-bench-orthanc-"));
  const orthanc = await startOrthanc(theirs);
  let served: Served | undefined;
  try {
    const expected = storing * 60;
    const patients = Math.ceil(expected * 0.6);
    let stored = 0;
    const begun = Date.now();
    let told = begun;
    const store = async (): Promise<void> => {
      while (Date.now() < begun + storing * 1000) {
        const number = stored++;
        const day = dayBefore(today, Math.floor(number / studiesADay));
        await storeIn(orthanc.address, madeUpFilm(number, patients, day));
        if (Date.now() - told < progressEvery) continue;
        told = Date.now();
        say(`Orthanc: ${stored} studies after ${Math.round((told - begun) / 1000)} of ${storing} s`);
      }
    };
    await Promise.all(Array.from({ length: uploads }, store));
    say(`Orthanc took ${stored} studies in ${storing} s; the same number is in a library of ours`);
    await generate({ folder, studies: stored, reader: userInfo().username, today });
    served = await serve(folder);
    const ours = served;
    for (const [name, [question, query]] of Object.entries(besides)) {
      let index = 0;
      yield {
        name: `${besideOrthanc}, ${stored.toLocaleString("en")} studies, ${name}`,
        unit: "ms",
        ours: async () => (await ours.times("worklist.list", [asked(question, index++)]))[0] ?? Infinity,
        reference: {
          name: `${orthancName()}, /tools/find`,
          run: () => milliseconds(() => findIn(orthanc.address, query, page)),
        },
        bar: { side: "<=", value: 0.2 },
        warmUps: 2,
        rounds: 15,
      };
    }
  } finally {
    await served?.close();
    await orthanc.stop();
    for (const path of [folder, theirs]) rmSync(path, { recursive: true, force: true });
  }
}

async function* wholeList(say: (message: string) => void): AsyncGenerator<Comparison> {
  const folder = ready ?? mkdtempSync(join(tmpdir(), "overread-bench-"));
  try {
    if (!existsSync(join(folder, "library.sqlite"))) {
      say(`making a library of ${studies} studies`);
      await generate({ folder, studies, reader: userInfo().username, today });
    }
    const served = await serve(folder);
    try {
      say("asking everything once");
      await warm(served);
      for (const [name, questions] of Object.entries(groups)) yield timed(name, served, questions);
    } finally {
      await served.close();
    }
  } finally {
    if (ready === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** The whole list first, then what Orthanc can be asked, which takes the minutes in which it is filled. */
export const worklist: Bench = async function* ({ say, only = "" }) {
  const wanted = (names: readonly string[]): boolean => names.some((name) => name.includes(only));
  if (wanted(Object.keys(groups).map(nameOf))) yield* wholeList(say);
  if (wanted(Object.keys(besides).map((name) => `${besideOrthanc}, ${name}`))) yield* againstOrthanc(say);
};
