import { AppError } from "../../core/base/errors.ts";
import { faultOf, hangingRules, usualHanging } from "../../core/hanging/rules.ts";
import type { StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import type { Transact } from "./film-writes.ts";
import { keepPreference, preferenceOf } from "./preferences.ts";
import type { Statements } from "./statements.ts";

export const hangingReads = (statements: Statements): Pick<StudyReads, "hanging"> => ({
  hanging: ({ reader }) => preferenceOf(statements, reader, "hanging", hangingRules) ?? usualHanging,
});

export const hangingWrites = (
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "saveHanging"> => ({
  saveHanging: ({ reader, rules }) => {
    const fault = rules === null ? null : faultOf(rules);
    if (fault !== null) throw new AppError("hanging/refused", { detail: fault });
    transact(() => {
      keepPreference(statements, reader, "hanging", rules);
    });
  },
});
