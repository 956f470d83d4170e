import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { parsePanelRule, type PanelRule } from "../../core/agreement/panel-rule.ts";
import { AppError } from "../../core/base/errors.ts";
import { inferenceMessages as say } from "../../core/base/messages/inference.ts";

/** Beside the networks' folders. */
export const panelRuleFile = "panel.json";
const sizeLimit = 1 << 20;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);

/**
 * The panel's rule in a folder of networks; null where there is none.
 * @throws AppError model/panel-rule-invalid
 */
export async function readPanelRule(folder: string): Promise<PanelRule | null> {
  const path = join(folder, panelRuleFile);
  const name = basename(folder);
  const refuse = (detail: string, cause?: unknown) =>
    new AppError("model/panel-rule-invalid", { folder: name, detail }, { cause });
  let text: string;
  try {
    if ((await stat(path)).size > sizeLimit) throw refuse(say.tooLong(panelRuleFile));
    text = await readFile(path, "utf8");
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const code = codeOf(thrown);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw refuse(say.notReadable(panelRuleFile, code), thrown);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw refuse(say.notJson(panelRuleFile), cause);
  }
  return parsePanelRule(json, name);
}
