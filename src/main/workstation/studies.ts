import type { Api } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { Clock } from "../../core/base/ports.ts";
import { departmentStatistics, statisticsOf } from "../../core/statistics/statistics.ts";
import { localDigits } from "../../core/studies/film-record.ts";
import type { Networks } from "../../core/studies/study-store.ts";
import { action, recordOrTell, type Context } from "./context.ts";
import type { FirstPictures } from "./first-pictures.ts";
import type { PanelQueue } from "./panel-queue.ts";

type Studies = Pick<
  Api,
  | "worklist.list"
  | "worklist.counts"
  | "statistics.get"
  | "study.timeline"
  | "study.open"
  | "study.films"
  | "study.setPriority"
  | "study.delete"
>;

/**
 * The worklist, its studies, and what is counted over them.
 * @param pictures what a study that is opened is about to show
 * @param queue films wait in it for the networks; null where none works in the background
 */
export function studiesApi(
  context: Context,
  networks: () => Promise<Networks>,
  pictures: FirstPictures,
  queue: PanelQueue | null,
): Studies {
  const { store, clock } = context;
  const viewer = async () => ({ reader: context.reader, networks: await networks() });
  return {
    "worklist.list": async (query) =>
      store.read.worklist({ ...query, today: today(clock), ...(await viewer()) }),
    "worklist.counts": async () => store.read.worklistCounts({ today: today(clock), ...(await viewer()) }),

    "statistics.get": async ({ unit, scope }) => {
      const asking = await viewer();
      const reads = await store.read.statistics({ ...asking, scope });
      const listed = scope === "own" ? null : await store.read.worklistAnswers(asking);
      await recordOrTell(context, "statistics.open", unit, { scope });
      return scope === "own"
        ? statisticsOf(reads, unit)
        : departmentStatistics(reads, unit, asking.reader, listed);
    },

    "study.timeline": async ({ studyUid }) => ({
      rows: await store.read.timeline({ studyUid, ...(await viewer()) }),
    }),
    "study.delete": async ({ studyUid, films }) => {
      const deleted = await store.write.deleteStudy({ ...action(context), studyUid, films });
      context.emit({ name: "worklist.changed" });
      return deleted;
    },
    "study.setPriority": async ({ studyUid, priority }) => {
      await store.write.setPriority({ ...action(context), studyUid, priority });
      context.emit({ name: "worklist.changed" });
      queue?.wake();
      return {};
    },

    "study.open": async ({ studyUid, ready }) => {
      const opened = store.read.study({ studyUid, ...(await viewer()) });
      // What fails here fails for who asks for it, too. One thing after the other reaches the database: what the film
      // waits for comes before what is written.
      if (ready !== null) await pictures.foresee(context.reader, opened, ready).catch(() => undefined);
      // That somebody wanted to see a study is recorded whether or not it is there.
      const [study] = await Promise.all([opened, recordOrTell(context, "study.open", studyUid)]);
      if (study === null) throw new AppError("library/no-such-study");
      queue?.prefer(studyUid);
      return study;
    },

    "study.films": async ({ studyUid }) => {
      const found = await store.read.studyFilms({ studyUid, ...(await viewer()) });
      if (found === null) throw new AppError("library/no-such-study");
      return found;
    },
  };
}

const today = (clock: Clock): string => localDigits(clock.now()).slice(0, 8);
