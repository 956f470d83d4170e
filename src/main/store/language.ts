import { z } from "zod";
import { languages } from "../../core/base/language.ts";
import type { StudyReads, StudyWrites } from "../../core/studies/study-store.ts";
import type { Transact } from "./film-writes.ts";
import { keepPreference, preferenceOf } from "./preferences.ts";
import type { Statements } from "./statements.ts";

export const languageReads = (statements: Statements): Pick<StudyReads, "language"> => ({
  language: ({ reader }) => preferenceOf(statements, reader, "language", z.enum(languages)),
});

export const languageWrites = (
  statements: Statements,
  transact: Transact,
): Pick<StudyWrites, "saveLanguage"> => ({
  saveLanguage: ({ reader, language }) => {
    transact(() => {
      keepPreference(statements, reader, "language", language);
    });
  },
});
