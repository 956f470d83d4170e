import { z } from "zod";
import { AppError } from "../base/errors.ts";
import { modelId } from "../base/ids.ts";
import { firstIssue } from "../base/schema-issue.ts";
import { logistic, logit } from "../models/calibrate.ts";
import { curvesDoNotFit, curvesFit } from "../models/curves.ts";
import { paperProtocol, testResult } from "../models/manifest.ts";
import type { ModelAnswer } from "./agreement.ts";

/**
 * The panel's rule, `panel.json` beside the networks' folders: how the calibrated probabilities of
 * named networks become the panel's, and what that was measured to be worth.
 */
const fraction = z.number().min(0).max(1);
const count = z.int().nonnegative();
/** How far the weights' sum may be from 1: what rounding does, not what an oversight does. */
const rounding = 1e-6;

/** How many films the networks agreed on that much, and how many of them the panel had right. */
const levelResult = z
  .strictObject({ level: z.enum(["unanimous", "majority", "split"]), films: count, right: count })
  .refine(({ films, right }) => right <= films, "more films are right than there are");
const levels = z
  .array(levelResult)
  .refine(
    (list) => new Set(list.map(({ level }) => level)).size === list.length,
    "a level stands there twice",
  );

/** Another way to make one answer of several, on the same films. */
const comparison = z.strictObject({
  name: z.string().min(1),
  auc: fraction,
  accuracy: fraction,
  sensitivity: fraction,
  specificity: fraction,
  ece: fraction,
});

const measured = z
  .strictObject({
    ...testResult.shape,
    levels: levels.optional(),
    compared: z.array(comparison).optional(),
  })
  .refine(curvesFit, curvesDoNotFit);

const member = z.strictObject({
  id: z.string().min(1).transform(modelId),
  version: z.string().min(1),
  /** A negative weight would let a network's "pneumonia" speak for "normal". */
  weight: fraction,
});

export const panelRule = z.strictObject({
  schema: z.literal(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  members: z
    .array(member)
    .min(2)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "a network stands there twice")
    .refine(
      (list) => Math.abs(list.reduce((sum, { weight }) => sum + weight, 0) - 1) <= rounding,
      "the weights must sum to 1",
    ),
  temperature: z.number().positive(),
  /** Added to the weighted log odds. */
  offset: z.number(),
  /** On the panel's probability: pneumonia from this value on. */
  threshold: fraction,
  chosenOn: z.string().min(1),
  /** What the choice was made by: measured on folds that a candidate was not fitted on. */
  candidates: z
    .array(z.strictObject({ name: z.string().min(1), logLoss: z.number(), balancedAccuracy: fraction }))
    .optional(),
  outOfFold: measured,
  results: z.array(measured),
  /** Another training of the members, on a random split of films: it compares with the paper alone. */
  paper: z.strictObject({ ...paperProtocol.shape, accuracy: fraction }).optional(),
  limits: z.string().min(1),
});
export type PanelRule = z.output<typeof panelRule>;

/**
 * Parses a panel's rule.
 * @param json what `panel.json` holds, already through `JSON.parse`
 * @param folder folder of the networks, for the error's sentence
 * @throws AppError model/panel-rule-invalid; `detail` names the field ("members[0].weight: ...")
 */
export function parsePanelRule(json: unknown, folder: string): PanelRule {
  const parsed = panelRule.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError("model/panel-rule-invalid", { folder, detail: firstIssue(parsed.error, "the rule") });
}

type Spoken = Pick<ModelAnswer, "id" | "version"> & { readonly probability: number };

/**
 * The panel's probability by a rule: logistic((sum of weight x logit(p) + offset) / temperature).
 * Null where the rule does not apply: it was measured with exactly its members, so that all of them
 * must have answered, in the versions it names, and no other network may count.
 */
export function probabilityByRule(
  { members, temperature, offset }: PanelRule,
  answers: readonly Spoken[],
): number | null {
  if (answers.length !== members.length) return null;
  let odds = offset;
  for (const { id, version, weight } of members) {
    const answer = answers.find((given) => given.id === id && given.version === version);
    if (answer === undefined) return null;
    odds += weight * logit(answer.probability);
  }
  return logistic(odds / temperature);
}
