// Orthanc's list of made-up studies, asked as its users ask it.
import { phantomDicom } from "../src/core/phantom/dicom.ts";
import { drawPhantom } from "../src/core/phantom/draw.ts";
import { madeUpStudy } from "../src/main/store/testing/generate.ts";

const picture = drawPhantom({ seed: 7, rows: 96, columns: 96, bits: 8 });

/** Hands Orthanc a DICOM file. */
export async function storeIn(address: string, bytes: Uint8Array): Promise<void> {
  const { ok, status } = await fetch(`${address}/instances`, { method: "POST", body: new Uint8Array(bytes) });
  if (!ok) throw new Error(`Orthanc refused a film: HTTP ${status}`);
}

/** Finds studies; answers how many it was given. */
export async function findIn(
  address: string,
  query: Readonly<Record<string, string>>,
  limit: number,
): Promise<number> {
  const body = JSON.stringify({ Level: "Study", Expand: true, Limit: limit, Query: query });
  const found: unknown = await (await fetch(`${address}/tools/find`, { method: "POST", body })).json();
  if (!Array.isArray(found)) throw new Error("Orthanc did not answer with a list");
  return found.length;
}

/** A film of the made-up studies as a file, a small one: what is compared is the list. */
export function madeUpFilm(number: number, patients: number, date: string): Uint8Array {
  const study = madeUpStudy(number, patients, date);
  const ascii = (text: string | undefined): string =>
    (text ?? "").normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  return phantomDicom(picture, {
    override: {
      StudyInstanceUID: study.studyInstanceUid ?? "",
      SeriesInstanceUID: study.seriesInstanceUid ?? "",
      SOPInstanceUID: study.sopInstanceUid ?? "",
      StudyDate: date,
      AccessionNumber: study.accessionNumber ?? "",
      StudyDescription: study.studyDescription ?? "",
      PatientName: ascii(study.patientName),
      PatientID: study.patientId ?? "",
      PatientSex: study.patientSex ?? "",
    },
  });
}
