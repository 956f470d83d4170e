import { z } from "zod";
import { modelId } from "../base/ids.ts";
import { languages } from "../base/language.ts";
import { reportTemplates } from "../second-read/report-template.ts";
import { filmIdSchema } from "./uids.ts";

/** Longest text of a picture that a request carries, characters of base64. */
export const longestPicture = 900_000;

/** Language of a report: that of the window where it is asked for. */
export const reportLanguage = z.enum(languages).default("en");

/** A picture of a film as it was on screen. */
export const keyImage = z.object({
  filmId: filmIdSchema,
  /** A JPEG, in base64: a request is JSON. */
  jpeg: z.base64().max(longestPicture),
  marks: z.boolean(),
  /** Whose heat map is drawn on it; null for none. */
  heatMap: z.string().max(64).transform(modelId).nullable(),
});
export type KeyImage = z.input<typeof keyImage>;

export const templatesInfo = z.object({
  templates: reportTemplates,
  /** The department has set its own. */
  own: z.boolean(),
});
export type TemplatesInfo = z.output<typeof templatesInfo>;
