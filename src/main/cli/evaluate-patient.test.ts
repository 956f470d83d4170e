import { expect, it } from "vitest";
import { patientOf } from "./evaluate-patient.ts";

// Numbers and naming as the collections' own descriptions give them; the last two are nobody's scheme.
it.each([
  ["PNEUMONIA/person1_virus_6.jpeg", "person1"],
  ["PNEUMONIA/person1000_bacteria_2931.jpeg", "person1000"],
  ["NORMAL/IM-0115-0001.jpeg", "IM-0115"],
  ["NORMAL/NORMAL2-IM-0115-0001-0002.jpeg", "NORMAL2-IM-0115"],
  ["NORMAL/00001281_000.jpeg", "00001281"],
  ["NORMAL/phantom-001.dcm", "NORMAL/phantom-001.dcm"],
  ["NORMAL/1.2.840.113.dcm", "NORMAL/1.2.840.113.dcm"],
])("%s is a film of %s", (path, patient) => {
  expect(patientOf(path)).toBe(patient);
});
