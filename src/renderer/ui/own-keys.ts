import { z } from "zod";
import { commands } from "../../core/base/messages/commands.ts";
import { keyBindings, useKeys, withOwnKeys, type CommandId, type OwnKeys } from "./keys.ts";

const place = "overread.keys";

/** Tab moves the focus; the others are the browser's or the window system's. */
const refused =
  /^((ctrl\+)?(shift\+)?(tab|shift|control|alt|altgraph|meta|dead|process|unidentified)|f5|ctrl\+(shift\+)?[wtnqr])$/i;

/** Esc always leads out: its key does not change. */
export const fixedCommands: readonly CommandId[] = ["frame.escape"];

/** Why a command cannot have a key: another has it, or nothing can. */
export type Refusal = { readonly taken: CommandId } | { readonly reserved: true };

/** Why a command cannot have a key; null where it can. */
export function refusalOf(own: OwnKeys, command: CommandId, key: string): Refusal | null {
  if (refused.test(key) || fixedCommands.includes(command)) return { reserved: true };
  const other = withOwnKeys(own).find((binding) => binding.key === key && binding.command !== command);
  return other === undefined ? null : { taken: other.command };
}

/** The reader's keys as they were remembered: those of commands that there are, while no two are the same. */
export function readOwnKeys(text: string | null): OwnKeys {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  const parsed = z.record(z.string(), z.string().min(1).max(40)).safeParse(value);
  if (!parsed.success) return {};
  const own: Partial<Record<CommandId, string>> = {};
  // All at once: two commands may have exchanged their keys.
  for (const [command, key] of Object.entries(parsed.data)) {
    if (Object.hasOwn(commands, command)) own[command as CommandId] = key;
  }
  const sound = keyBindings.every(({ command }) => {
    const key = own[command];
    return key === undefined || refusalOf(own, command, key) === null;
  });
  return sound ? own : {};
}

let own: OwnKeys = {};
function keep(next: OwnKeys): void {
  own = next;
  localStorage.setItem(place, JSON.stringify(own));
  useKeys(own);
}

/** Puts the remembered keys into use, and follows other windows. */
export function startOwnKeys(): void {
  const take = (text: string | null): void => {
    own = readOwnKeys(text);
    useKeys(own);
  };
  take(localStorage.getItem(place));
  addEventListener("storage", (event) => {
    if (event.key === place) take(event.newValue);
  });
}

/** Gives a command a key; answers why not, where it cannot have it. */
export function changeKey(command: CommandId, key: string): Refusal | null {
  const refusal = refusalOf(own, command, key);
  if (refusal === null) keep({ ...own, [command]: key });
  return refusal;
}

/** Every command has its first key again. */
export function resetKeys(): void {
  keep({});
}
