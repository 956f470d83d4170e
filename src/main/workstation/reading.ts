import type { Api, BurdenInfo, ShownPanel } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { fewestOwn, noOwnCases, ownMix } from "../../core/second-read/burden.ts";
import { alike, near, type PastCases } from "../../core/second-read/past-cases.ts";
import type { Networks } from "../../core/studies/study-store.ts";
import { action, type Context } from "./context.ts";
import type { Session } from "./session.ts";

type Reading = Pick<
  Api,
  | "read.saveDraft"
  | "read.commit"
  | "read.addendum"
  | "panel.get"
  | "study.course"
  | "secondRead.list"
  | "secondRead.ask"
  | "secondRead.take"
  | "secondRead.settle"
  | "rules.get"
  | "rules.set"
>;

/** Settled second reads that the queue still shows. */
const settledShown = 50;

/** First reads, the panel behind them, second reads, and the rules that they follow. */
export function readingApi(
  context: Context,
  session: Session,
  networks: () => Promise<Networks>,
  past: Promise<PastCases | null>,
): Reading {
  const { store } = context;
  const viewer = async () => ({ reader: session.reader.id, networks: await networks() });
  const changed = (): void => {
    context.emit({ name: "worklist.changed" });
    context.emit({ name: "secondReads.changed" });
  };
  const burden = async (): Promise<BurdenInfo> => {
    const { id: asker, administrator } = session.reader;
    const [rules, found] = await Promise.all([
      store.read.rules({}),
      administrator ? store.read.ownCases({ asker }) : null,
    ]);
    if (found === null) return { rules, past: await past, own: null, mix: null };
    const { pneumonia, normal } = found.cases;
    const cases = pneumonia.length + normal.length < fewestOwn ? noOwnCases : found.cases;
    const { compared, flagged } = found.compared < fewestOwn ? { compared: 0, flagged: 0 } : found;
    return { rules, past: await past, own: { cases, compared, flagged }, mix: ownMix(cases) };
  };
  return {
    "read.saveDraft": async ({ studyUid, draft }) => {
      session.touched();
      const read = await store.write.saveDraft({ ...action(context), studyUid, draft });
      context.emit({ name: "worklist.changed" });
      return read;
    },

    "read.commit": async ({ studyUid, draft }) => {
      const change = { ...action(context), studyUid, draft, networks: await networks() };
      const read = await store.write.commitRead(change);
      changed();
      return read;
    },

    "read.addendum": async ({ studyUid, text }) => {
      await store.write.addAddendum({ ...action(context), studyUid, text });
      changed();
      return {};
    },

    "panel.get": async ({ studyUid }): Promise<ShownPanel> => {
      const asking = await viewer();
      const panel = await store.read.panel({ studyUid, ...asking });
      if (panel.sealed) return panel;
      const answered = panel.films.some((film) => film.state !== "pending" && film.state !== "none");
      // Recorded before it is answered: an answer that was seen is never one that nobody knows of.
      if (answered && asking.networks !== null) {
        await store.write.revealPanel({ ...action(context), studyUid, networks: asking.networks });
      }
      const cases = await past;
      const all = cases && { films: cases.pneumonia + cases.normal, pneumonia: cases.pneumonia };
      const films = panel.films.map((film) => ({
        ...film,
        past: {
          alike: film.state === "done" ? alike(cases, film.models) : null,
          near:
            film.state === "done" && typeof film.agreement?.probability === "number"
              ? near(cases, film.models, film.agreement.probability)
              : null,
          all,
        },
      }));
      return { ...panel, films };
    },

    "study.course": async ({ studyUid }) => {
      const now = context.clock.now();
      const course = await store.read.course({ studyUid, ...(await viewer()), now });
      if (course === null) throw new AppError("library/no-such-study");
      return course;
    },

    "secondRead.list": async () => {
      const now = context.clock.now();
      const reads = await store.read.secondReads({ ...(await viewer()), settled: settledShown, now });
      return { reads };
    },

    "secondRead.ask": async ({ studyUid }) => {
      await store.write.askSecondRead({ ...action(context), studyUid });
      changed();
      return {};
    },

    "secondRead.take": async ({ id }) => {
      const { studyUid } = await store.write.takeSecondRead({ ...action(context), id });
      changed();
      return { studyUid };
    },

    "secondRead.settle": async ({ id, entered }) => {
      const { studyUid } = await store.write.adjudicate({ ...action(context), id, entered });
      context.emit({ name: "panel.changed", studyUid });
      changed();
      return {};
    },

    "rules.get": burden,

    "rules.set": async ({ rules }) => {
      await store.write.saveRules({ ...action(context), rules });
      await session.rulesChanged();
      changed();
      return burden();
    },
  };
}
