import { bindingOf, type CommandId } from "./keys.ts";

type Handler = () => void;
const handlers = new Map<CommandId, Handler>();

/** Says what commands do for as long as the caller lives; returns how to take them back. */
export function provide(given: Partial<Record<CommandId, Handler>>): () => void {
  const entries = Object.entries(given) as [CommandId, Handler][];
  for (const [command, handler] of entries) handlers.set(command, handler);
  return () => {
    for (const [command, handler] of entries) {
      if (handlers.get(command) === handler) handlers.delete(command);
    }
  };
}

/** Does what the command means now; nothing where no part of the window offers it. */
export function run(command: CommandId): boolean {
  const handler = handlers.get(command);
  handler?.();
  return handler !== undefined;
}

const fields = "input:not([type='range']), textarea, select, [contenteditable]";
/** Keys that belong to the focused control itself. */
const ownKeys: readonly (readonly [string, readonly string[]])[] = [
  ["button:not([role='radio']), summary", ["enter", " "]],
  ["[role='radio']", [" "]],
  ["[role='tablist']", ["arrowleft", "arrowright"]],
  [
    "input[type='range'], [role='radio'], [role='separator']",
    ["arrowleft", "arrowright", "pageup", "pagedown"],
  ],
];

/** Runs the command of a key event, unless the focused control has a use for that key itself. */
export function dispatchKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const binding = bindingOf({
    key: event.key,
    code: event.code,
    ctrl: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
    altGraph: event.getModifierState("AltGraph"),
  });
  if (binding === undefined) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(fields) && binding.inFields !== true) return;
  if (ownKeys.some(([selector, keys]) => keys.includes(binding.key) && target?.closest(selector))) return;
  if (run(binding.command)) event.preventDefault();
}
