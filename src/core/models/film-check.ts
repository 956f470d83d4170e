import { z } from "zod";

/** Whether a film is one that the networks know: "withhold" shows no number. */
export const filmCheck = z.object({
  verdict: z.enum(["ok", "warn", "withhold"]),
  /** A sentence for each reason, worst first. */
  reasons: z.array(z.string()),
});
export type FilmCheck = z.output<typeof filmCheck>;
