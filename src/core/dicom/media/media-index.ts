import { AppError } from "../../base/errors.ts";
import { archivePhrases } from "../../base/phrases.ts";
import { integer16, items, text, texts } from "../data-set/data-set.ts";
import { readPart10 } from "../data-set/part10.ts";
import { defaultLimits } from "../limits.ts";

/** A file that a disc's index lists. */
export interface MediaReference {
  /** Directory Record Type (0004,1430): "IMAGE" for a film. */
  readonly type: string;
  /** Referenced File ID (0004,1500): folders and file below the index's own folder. */
  readonly names: readonly string[];
}

const directoryRecords = 0x00041220;
const recordInUse = 0x00041410;
const recordType = 0x00041430;
const referencedFileId = 0x00041500;

/** "DICOMDIR", as it is found on discs: in lower case, or with ISO 9660's version number. */
export const isMediaIndex = (fileName: string): boolean => /^dicomdir\.?(;\d+)?$/i.test(fileName);

/**
 * Reads a DICOMDIR (PS3.3 F.3): every record in use that references a file, in the order written.
 * @param file its name, for the sentence of a failure
 * @throws AppError media/damaged
 */
export function readMediaIndex(bytes: Uint8Array, file: string): MediaReference[] {
  const damaged = (detail: string, cause?: unknown): AppError =>
    new AppError("media/damaged", { file, detail }, { cause });
  try {
    const { dataSet } = readPart10(bytes, defaultLimits);
    if (!dataSet.elements.has(directoryRecords)) throw damaged(archivePhrases.notAFileSet);
    const records = items(dataSet, directoryRecords);
    return records.flatMap((record) => {
      const names = texts(record, referencedFileId);
      // PS3.3 F.3.2.2: 0000H marks a record whose file was taken off the disc.
      if (names.length === 0 || integer16(record, recordInUse) === 0) return [];
      return [{ type: text(record, recordType) ?? "", names }];
    });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "media/damaged") throw thrown;
    throw damaged(thrown instanceof AppError ? thrown.message : archivePhrases.notAFileSet, thrown);
  }
}

/**
 * Whether a reference's names lead to a file below the index's folder, and nowhere else. The standard
 * allows eight characters of A-Z, 0-9 and _ (PS3.10 8.2); discs are found with longer names.
 */
export const isSafeReference = ({ names }: MediaReference): boolean =>
  names.length > 0 &&
  names.length <= 64 &&
  names.every(
    (name) =>
      name !== "" && name !== "." && name !== ".." && name.length <= 255 && !/[/\\:\p{Cc}]/u.test(name),
  );
