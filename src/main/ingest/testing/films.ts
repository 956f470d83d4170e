import { phantomDicom, type OverridableKeyword } from "../../../core/phantom/dicom.ts";
import { drawPhantom, type Phantom } from "../../../core/phantom/draw.ts";

const drawn = new Map<number, Phantom>();

/** A small phantom film (96 x 96) with the header that a test wants; the same seed draws the same picture. */
export function smallFilm(
  override: Partial<Record<OverridableKeyword, string | null>> = {},
  seed = 1,
): Uint8Array {
  const phantom = drawn.get(seed) ?? drawPhantom({ seed, rows: 96, columns: 96, bits: 8 });
  drawn.set(seed, phantom);
  return phantomDicom(phantom, { override });
}

/** A film of a study, patient and instance of its own. */
export const ownStudy = (number: number): Uint8Array =>
  smallFilm({
    StudyInstanceUID: `1.2.${number}`,
    SeriesInstanceUID: `1.2.${number}.1`,
    SOPInstanceUID: `1.2.${number}.1.1`,
    PatientID: `P${number}`,
  });
