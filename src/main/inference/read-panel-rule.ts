import { basename } from "node:path";
import { parsePanelRule, type PanelRule } from "../../core/agreement/panel-rule.ts";
import { readJsonBeside } from "./read-beside.ts";

/** Beside the networks' folders. */
export const panelRuleFile = "panel.json";

/**
 * The panel's rule in a folder of networks; null where there is none.
 * @throws AppError model/panel-rule-invalid
 */
export async function readPanelRule(folder: string): Promise<PanelRule | null> {
  const json = await readJsonBeside(folder, panelRuleFile, "model/panel-rule-invalid");
  return json === undefined ? null : parsePanelRule(json, basename(folder));
}
