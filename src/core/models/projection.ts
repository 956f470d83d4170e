import type { FilmAttributes } from "../dicom/film.ts";

/** From which side a film was taken, as its header says. */
export type Projection = "frontal" | "lateral" | "oblique" | "decubitus" | "turned" | "unknown";

/**
 * Words of View Position (0018,5101): the defined terms of PS3.3 C.8.1.1 and C.8.11, and as found.
 * LL and RL: left and right lateral; LLD and RLD: decubitus; LLO, RLO and the rest: oblique.
 */
const words: Readonly<Record<string, Projection>> = {
  AP: "frontal",
  PA: "frontal",
  FRONTAL: "frontal",
  LL: "lateral",
  RL: "lateral",
  LAT: "lateral",
  LLAT: "lateral",
  RLAT: "lateral",
  LATERAL: "lateral",
  LATERALE: "lateral",
  SEITLICH: "lateral",
  PROFIL: "lateral",
  LLD: "decubitus",
  RLD: "decubitus",
  DECUB: "decubitus",
  DECUBITUS: "decubitus",
  LLO: "oblique",
  RLO: "oblique",
  LAO: "oblique",
  RAO: "oblique",
  LPO: "oblique",
  RPO: "oblique",
  OBL: "oblique",
  OBLIQUE: "oblique",
};

const namedIn = (text: string | undefined): ReadonlySet<Projection> =>
  new Set(
    (text ?? "")
      .toUpperCase()
      .split(/[^A-Z]+/)
      .flatMap((word) => words[word] ?? []),
  );

function fromWords(text: string | undefined): Projection {
  const named = namedIn(text);
  for (const projection of ["decubitus", "oblique", "lateral", "frontal"] as const) {
    if (named.has(projection)) return projection;
  }
  return "unknown";
}

/** "CHEST PA AND LAT" names a study, not this film. */
function fromDescription(text: string | undefined): Projection {
  return namedIn(text).size === 1 ? fromWords(text) : "unknown";
}

/**
 * Patient Orientation (0020,0020): the direction in which a row runs, then a column (PS3.3
 * C.7.6.1.1.1). A row of a frontal film runs to the patient's left or right, of a lateral film to
 * the front or back; a column runs to the feet.
 */
function fromOrientation(orientation: readonly string[] | undefined): Projection {
  const row = (orientation?.[0] ?? "").toUpperCase();
  const column = (orientation?.[1] ?? "").toUpperCase();
  if (row === "" || column === "") return "unknown";
  if (/^[HF]/.test(row) || column.startsWith("H")) return "turned";
  if (/^[AP]/.test(row)) return "lateral";
  if (/^[LR]/.test(row)) return /[AP]/.test(row) ? "oblique" : "frontal";
  return "unknown";
}

/**
 * The projection by View Position, else Patient Position (0018,5100) where it holds a view (as it is
 * found in public collections), else the series' description, else Patient Orientation. Where the
 * orientation says lateral or turned, that counts: the pixels lie as it says.
 */
export function projectionOf(attributes: FilmAttributes): Projection {
  const lies = fromOrientation(attributes.patientOrientation);
  const said = [
    fromWords(attributes.viewPosition),
    fromWords(attributes.patientPosition),
    fromDescription(attributes.seriesDescription),
  ].find((projection) => projection !== "unknown");
  if (said !== undefined && said !== "frontal") return said;
  if (lies === "lateral" || lies === "turned") return lies;
  return said ?? lies;
}
