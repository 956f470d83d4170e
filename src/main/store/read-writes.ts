import { randomInt } from "node:crypto";
import { z } from "zod";
import { studyUidSchema } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import type { AuditAction, AuditEntry } from "../../core/base/ports.ts";
import * as course from "../../core/second-read/course.ts";
import { flagOf } from "../../core/second-read/flag.ts";
import type { Read } from "../../core/second-read/read.ts";
import type { DepartmentRules } from "../../core/second-read/rules.ts";
import type { Action, StudyWrites } from "../../core/studies/study-store.ts";
import { didSince, recordAudit } from "./audit.ts";
import { courseOf, keepCourse, requireStudy } from "./course-rows.ts";
import type { Transact } from "./film-writes.ts";
import { marksJoinRead } from "./marks.ts";
import { panelForFlag } from "./panel-reads.ts";
import { readerOf } from "./readers.ts";
import { rulesOf } from "./rules.ts";
import type { Statements } from "./statements.ts";

/** A draft is saved while its reader types: one entry in so many milliseconds says that it happened. */
const draftEntryEvery = 60_000;

type StudyAction = Action & { readonly studyUid: StudyUid };

/** Reads, second reads and what they open; each change and its audit entry are one transaction. */
export function readWrites(
  statements: Statements,
  transact: Transact,
): Pick<
  StudyWrites,
  | "saveDraft"
  | "commitRead"
  | "addAddendum"
  | "askSecondRead"
  | "takeSecondRead"
  | "adjudicate"
  | "flagWaiting"
  | "revealPanel"
  | "record"
> {
  const step = (change: StudyAction, next: (now: course.Course) => course.Course): course.Course => {
    requireStudy(statements, change.studyUid);
    const before = courseOf(statements, change.studyUid);
    const after = next(before);
    keepCourse(statements, change.studyUid, before, after, change.at);
    return after;
  };
  return {
    saveDraft: (change) =>
      transact(() => {
        const now = step(change, (before) => course.saveDraft(before, change.reader, change.draft));
        const entry = entryOf(change, "read.draft");
        const since = new Date(Date.parse(change.at.utc) - draftEntryEvery).toISOString();
        if (!didSince(statements, entry, since)) recordAudit(statements, entry, "record");
        return course.currentRead(now, change.reader).read;
      }),

    commitRead: (change) =>
      transact((): Read => {
        const rules = rulesOf(statements);
        const { reader } = change;
        const shown = wasShown(statements, change);
        const now = step(change, (before) =>
          course.commitRead(before, reader, change.draft, change.at, rules, shown),
        );
        const { read, second } = course.currentRead(now, reader);
        const marks = marksJoinRead(statements, change.studyUid, reader);
        const { finding, confidence } = read.draft;
        const details = {
          finding: finding ?? "",
          confidence: confidence ?? "",
          marks,
          mode: read.mode ?? "",
          ...(second === null ? {} : { second: second.id }),
        };
        const action = second === null ? "read.commit" : "second-read.commit";
        recordAudit(statements, { ...entryOf(change, action), details }, "record");
        if (second === null) afterFirstRead(change, rules);
        return read;
      }),

    addAddendum: (change) =>
      transact(() => {
        step(change, (before) => course.addAddendum(before, change.reader, change.text, change.at));
        recordAudit(statements, entryOf(change, "read.addendum"), "record");
      }),

    askSecondRead: (change) =>
      transact(() => {
        step(change, (before) => course.askSecond(before, change.reader, "asked", change.at));
        recordAudit(statements, entryOf(change, "second-read.ask"), "record");
      }),

    takeSecondRead: (change) =>
      transact(() => {
        const studyUid = studyOf(statements, change.id);
        const who = readerOf(statements, change.reader);
        step({ ...change, studyUid }, (before) =>
          course.takeSecond(before, change.id, who, rulesOf(statements), change.at),
        );
        const details = { second: change.id };
        recordAudit(
          statements,
          { ...entryOf({ ...change, studyUid }, "second-read.take"), details },
          "record",
        );
        return { studyUid };
      }),

    adjudicate: (change) =>
      transact(() => {
        const studyUid = studyOf(statements, change.id);
        const who = readerOf(statements, change.reader);
        step({ ...change, studyUid }, (before) =>
          course.adjudicate(before, change.id, who, change.entered, change.at),
        );
        const { how, finding, radpeer } = change.entered;
        const details = { second: change.id, how, finding, radpeer };
        recordAudit(
          statements,
          { ...entryOf({ ...change, studyUid }, "second-read.settle"), details },
          "record",
        );
        return { studyUid };
      }),

    flagWaiting: (change) => {
      const studies = statements.all(
        "flag.waiting",
        `SELECT DISTINCT r.study_uid FROM reads r
         JOIN films f ON f.study_uid = r.study_uid
         JOIN panels p ON p.film_id = f.film_id AND p.networks = :networks
         LEFT JOIN flags g ON g.study_uid = r.study_uid AND g.reader_id = r.reader_id
         WHERE r.committed_utc IS NOT NULL AND g.kind IS NULL`,
        z.object({ study_uid: studyUidSchema }),
        { networks: change.networks },
      );
      for (const { study_uid: studyUid } of studies) {
        transact(() => {
          flagReads(statements, { ...change, studyUid }, change.networks);
        });
      }
    },

    revealPanel: (change) => {
      const details = { networks: change.networks };
      recordAudit(statements, { ...entryOf(change, "panel.reveal"), details }, "ignore");
    },

    record: (entry) => {
      recordAudit(statements, entry, "record");
    },
  };

  /** The random sample comes first: it must not depend on what the panel says. */
  function afterFirstRead(
    change: StudyAction & { readonly networks: string | null },
    rules: DepartmentRules,
  ): void {
    const { sample } = rules.secondRead;
    if (sample > 0 && randomInt(1_000_000) < sample * 1_000_000) {
      step(change, (before) => course.askSecond(before, change.reader, "sample", change.at));
    }
    flagReads(statements, change, change.networks);
  }
}

/** Compares the study's committed reads that have no flag yet with its panel, where that is whole. */
export function flagReads(statements: Statements, change: StudyAction, networks: string | null): void {
  const { studyUid, at } = change;
  let now = courseOf(statements, studyUid);
  const waiting = now.reads.filter(({ read, flag }) => read.committed !== null && flag === null);
  if (waiting.length === 0 || networks === null) return;
  const panel = panelForFlag(statements, studyUid, networks);
  const { flags: rule } = rulesOf(statements);
  for (const { reader, read } of waiting) {
    if (read.draft.finding === null) continue;
    const { flag } = flagOf(read.draft.finding, panel, rule);
    if (flag === null) continue;
    statements.run(
      "flag.add",
      `INSERT INTO flags (study_uid, reader_id, kind, probability, miss_limit, networks, utc, utc_offset)
       VALUES (:studyUid, :reader, :kind, :probability, :limit, :networks, :utc, :offset)`,
      {
        studyUid,
        reader,
        kind: flag.kind,
        probability: flag.probability,
        limit: flag.limit,
        networks,
        utc: at.utc,
        offset: at.offset,
      },
    );
    const after = course.flagRead(now, reader, flag.kind, at);
    keepCourse(statements, studyUid, now, after, at);
    // Read again: a second read that was added has the number that the database gave it.
    now = courseOf(statements, studyUid);
    // The record names the flag, not the probability: it may be read by whoever checks the record.
    const details = { of: reader, kind: flag.kind };
    recordAudit(statements, { ...entryOf(change, "read.flag"), details }, "record");
  }
}

const entryOf = (change: StudyAction, action: AuditAction): AuditEntry => ({
  at: change.at,
  reader: change.reader,
  action,
  subject: change.studyUid,
});

/** Whether this reader was ever shown the study's panel. */
function wasShown(statements: Statements, change: StudyAction): boolean {
  return didSince(statements, entryOf(change, "panel.reveal"), "");
}

/** @throws AppError second-read/gone */
function studyOf(statements: Statements, id: number): StudyUid {
  const found = statements.get(
    "second.study",
    "SELECT study_uid FROM second_reads WHERE second_read_id = :id",
    z.object({ study_uid: studyUidSchema }),
    { id },
  );
  if (found === null) throw new AppError("second-read/gone");
  return found.study_uid;
}
