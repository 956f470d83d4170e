import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/archive.ts";

/** Phrases that fill the places of the sentences of archives and discs in `error-table.ts`. */
const whole = (value: number): string => value.toLocaleString("en-GB");
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;

const archivePhrasesEnglish = {
  bytes: megabytes,
  /** Of an archive or a file in it: what it would become of what it is. */
  inflates: (size: number, packed: number) => `${megabytes(size)} from ${megabytes(packed)}`,
  ratio: (times: number) => `${whole(times)} times its packed size`,
  files: (count: number) => `${whole(count)} files`,
  noDirectory: "its directory of contents is missing or cut off",
  overlapping: "files in it overlap",
  checksum: "its check sum is another",
  wrongSize: "it is longer or shorter than its directory says",
  badDeflate: "its compressed data cannot be inflated",
  noRecords: "it holds no directory records",
  notAFileSet: "it is not an index of DICOM files",
  tooLong: (bytes: number) => `it is ${megabytes(bytes)} long`,
} as const;
export const archivePhrases: Translated<typeof archivePhrasesEnglish> = words(
  archivePhrasesEnglish,
  turkish.archivePhrases,
);
