import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "../../core/base/errors.ts";
import { identityPhrases as say } from "../../core/base/phrases.ts";
import { pictureIdentity, type PictureIdentity } from "../../core/studies/picture-identity.ts";

/** Columns of the list that says whose the pictures are; `file` must be there, the others may be. */
export const csvColumns = {
  file: "file",
  patientName: "patient_name",
  patientId: "patient_id",
  birthDate: "birth_date",
  sex: "sex",
  studyDate: "study_date",
  view: "view",
} as const;
const parts = ["patientName", "patientId", "birthDate", "sex", "studyDate", "view"] as const;

/** The list that is looked for beside pictures. */
export const isIdentityList = (fileName: string): boolean => fileName.toLowerCase() === "films.csv";

/** One row: a file below the list's folder, and whose it is, or what is wrong with the row. */
export interface IdentityRow {
  readonly file: string;
  readonly identity: PictureIdentity | AppError;
}

const longestList = 64 << 20;

/**
 * Reads a list of pictures: UTF-8, a row of column names, comma, semicolon or tab between them.
 * @param list its name, for sentences
 * @throws AppError identity/list-damaged
 */
export function readIdentityList(bytes: Uint8Array, list: string): IdentityRow[] {
  const damaged = (detail: string, cause?: unknown): AppError =>
    new AppError("identity/list-damaged", { file: list, detail }, { cause });
  if (bytes.length > longestList) throw damaged(say.tooLong());
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw damaged(say.notUtf8(), error);
  }
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter: [",", ";", "\t"],
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    });
  } catch (error) {
    throw damaged(error instanceof CsvError ? say.notCsv(Number(error["lines"]) || 1) : say.notCsv(1), error);
  }
  const [names = [], ...lines] = rows;
  const place = (name: string): number =>
    names.findIndex((found) => found.toLowerCase().replaceAll(" ", "_") === name);
  const fileAt = place(csvColumns.file);
  if (fileAt < 0) throw damaged(say.noFileColumn(csvColumns.file));
  return lines.flatMap((line, index): IdentityRow[] => {
    const file = (line[fileAt] ?? "").replaceAll("\\", "/");
    if (file === "") return [];
    const said = Object.fromEntries(parts.map((part) => [part, line[place(csvColumns[part])] ?? ""]));
    const parsed = pictureIdentity.safeParse(said);
    if (parsed.success) return [{ file, identity: parsed.data }];
    const wrong = String(parsed.error.issues[0]?.path[0] ?? "") as (typeof parts)[number];
    const params = { file: list, row: index + 2, column: csvColumns[wrong], picture: file };
    return [{ file, identity: new AppError("identity/bad-row", params) }];
  });
}
