import { z } from "zod";
import { filmCheckMessages } from "../base/messages/film-check.ts";

/** A reason by its name in the messages, with the values in its sentence. */
export const checkSaying = z.object({
  name: z.custom<keyof typeof filmCheckMessages>(
    (value) => typeof value === "string" && Object.hasOwn(filmCheckMessages, value),
  ),
  values: z.array(z.union([z.string(), z.number()])),
});
export type CheckSaying = z.output<typeof checkSaying>;

/** Whether a film is one that the networks know: "withhold" shows no number. */
export const filmCheck = z.object({
  verdict: z.enum(["ok", "warn", "withhold"]),
  /** A sentence for each reason, worst first, in the language of the process that checked. */
  reasons: z.array(z.string()),
  /** The same reasons for other languages; an earlier version kept the sentences alone. */
  said: z.array(checkSaying).optional(),
});
export type FilmCheck = z.output<typeof filmCheck>;

/** One reason against trusting an answer. */
export interface CheckReason {
  readonly verdict: "warn" | "withhold";
  readonly said: CheckSaying;
}

type Sentences = typeof filmCheckMessages;

/** A reason by its name and the values of its sentence. */
export const reason = <Name extends keyof Sentences>(
  verdict: CheckReason["verdict"],
  name: Name,
  ...values: Parameters<Sentences[Name]>
): CheckReason => ({ verdict, said: { name, values: values.filter((value) => value !== undefined) } });

/** A reason's sentence in the language of the moment. */
export const sayingText = ({ name, values }: CheckSaying): string =>
  (filmCheckMessages[name] as (...values: (string | number)[]) => string)(...values);

/** The reasons' sentences in the language of the moment; as they were kept where nothing else was. */
export const reasonTexts = ({ reasons, said }: FilmCheck): readonly string[] =>
  said === undefined ? reasons : said.map(sayingText);
