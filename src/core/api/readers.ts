import { z } from "zod";
import { readerId } from "../base/ids.ts";
import { languages } from "../base/language.ts";
import { caseMix } from "../second-read/burden.ts";
import { flagKind } from "../second-read/flag.ts";
import { pastCases } from "../second-read/past-cases.ts";
import { finding, readingMode } from "../second-read/read.ts";
import { reader, readerName } from "../second-read/readers.ts";
import { departmentRules } from "../second-read/rules.ts";
import { uid } from "./uids.ts";

export const readerIdSchema = uid.transform(readerId);

export const chosenLanguage = z.enum(languages);

/** Who sits here, and who could. */
export const sessionInfo = z.object({
  /** Null while the workstation is locked: then only `session.*` is answered. */
  reader: reader.nullable(),
  /** The language that this reader chose; null where they chose none, and while nobody is signed in. */
  language: chosenLanguage.nullable(),
  /** Whom it locked away; null where nobody was. */
  last: readerIdSchema.nullable(),
  /** Readers who can sign in. */
  readers: z.array(z.object({ id: readerIdSchema, name: readerName })),
  lockAfterMinutes: z.int().nonnegative(),
  /** What the department lets a reader know before the read. */
  mode: readingMode,
});
export type SessionInfo = z.output<typeof sessionInfo>;

/** What the department's flag rule is set by. */
export const burdenInfo = z.object({
  rules: departmentRules,
  /** Null where the networks that are loaded have no counted past cases. */
  past: pastCases.nullable(),
  own: z.object({
    cases: z.object({
      pneumonia: z.array(z.number()).readonly(),
      normal: z.array(z.number()).readonly(),
    }),
    flags: z.record(flagKind, z.int()),
    findings: z.record(finding, z.int()),
  }),
  /** The department's own mix as far as its sample knows it; null before. */
  mix: caseMix.nullable(),
});
export type BurdenInfo = z.output<typeof burdenInfo>;

/** As typed: longer than any secret is refused before it is hashed. */
export const typedSecret = z.string().max(256);
