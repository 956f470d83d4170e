import { z } from "zod";
import { readerId } from "../base/ids.ts";
import { languages } from "../base/language.ts";
import { caseMix, ownCases } from "../second-read/burden.ts";
import { pastCases } from "../second-read/past-cases.ts";
import { readingMode } from "../second-read/read.ts";
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
  /**
   * The department's own films, each figure from 20 on: an administrator's, who sets the rule. Others are told
   * nothing of films that they may have yet to read.
   */
  own: z
    .object({ cases: ownCases, compared: z.int().nonnegative(), flagged: z.int().nonnegative() })
    .nullable(),
  /** The department's own mix as far as its sample knows it; null before. */
  mix: caseMix.nullable(),
});
export type BurdenInfo = z.output<typeof burdenInfo>;

/** As typed: longer than any secret is refused before it is hashed. */
export const typedSecret = z.string().max(256);
