import { z } from "zod";
import { cornerParts } from "../../core/studies/corner-part.ts";

const share = (value: number) => z.number().min(0).max(1).catch(value);

/** How films look on this PC. What is missing or not sensible takes its first value, part by part. */
const displaySettings = z.object({
  theme: z.enum(["dark", "light"]).catch("dark"),
  /** Neighbouring pixels are blended where a film is enlarged. */
  smooth: z.boolean().catch(false),
  /** The patient's name, ID, age and sex are not shown on films. */
  patientHidden: z.boolean().catch(false),
  /** Corner text that is left out. */
  without: z.array(z.enum(cornerParts)).catch([]),
  heat: z
    .object({
      style: z.enum(["colour", "contour"]).catch("colour"),
      /** Opacity of the strongest place, 0 to 1. */
      opacity: share(0.65),
      /** Share of the map's strongest value below which nothing is drawn. */
      threshold: share(0.2),
    })
    .catch({ style: "colour", opacity: 0.65, threshold: 0.2 }),
  /** Device pixels in a millimetre, by screen. */
  density: z.record(z.string(), z.number().positive().max(100)).catch({}),
});
export type DisplaySettings = z.output<typeof displaySettings>;

/** What was remembered as JSON. */
export function readDisplaySettings(text: string | null): DisplaySettings {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    value = {};
  }
  return displaySettings.catch(displaySettings.parse({})).parse(value);
}

/** Names a screen by what a window can know of it: its size and scaling. */
export const screenName = (width: number, height: number, ratio: number): string =>
  `${width} x ${height} at ${Number(ratio.toFixed(3))}`;

/** Width of a bank card in millimetres (ISO/IEC 7810, ID-1). */
export const cardWidth = 85.6;
