import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import type { ErrorCode } from "../../core/base/error-table.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";

const sizeLimit = 1 << 20;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);

/**
 * The JSON of a file beside the networks' folders; undefined where there is none.
 * @param code of a sentence that takes `folder` and `detail`
 * @throws AppError with that code where it is too long, cannot be read or is not JSON
 */
export async function readJsonBeside(folder: string, file: string, code: ErrorCode): Promise<unknown> {
  const path = join(folder, file);
  const refuse = (detail: string, cause?: unknown) =>
    new AppError(code, { folder: basename(folder), detail }, { cause });
  let text: string;
  try {
    if ((await stat(path)).size > sizeLimit) throw refuse(say.tooLong(file));
    text = await readFile(path, "utf8");
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const found = codeOf(thrown);
    if (found === "ENOENT" || found === "ENOTDIR") return undefined;
    throw refuse(say.notReadable(file, found), thrown);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse(say.notJson(file), cause);
  }
}
