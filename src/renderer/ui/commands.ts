import type { PageId } from "../state/page.svelte.ts";
import { bindingOf, type CommandId, type Stroke } from "./keys.ts";

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

let elsewhere: ((command: CommandId) => void) | null = null;

/** Says who is told of commands that no part of this window offers; returns how to take it back. */
export function forwardTo(other: (command: CommandId) => void): () => void {
  elsewhere = other;
  return () => {
    elsewhere = null;
  };
}

/** Does what the command means now; nothing where neither this window nor another offers it. */
export function run(command: CommandId): boolean {
  const handler = handlers.get(command);
  if (handler !== undefined) handler();
  else elsewhere?.(command);
  return handler !== undefined || elsewhere !== null;
}

const fields =
  "input:not([type='range'], [type='checkbox'], [type='radio']), textarea, select, [contenteditable]";
/** Whether an element is one that text is typed into. */
export const isField = (element: Element | null): boolean => Boolean(element?.closest(fields));

/** Keys that belong to the focused control itself. */
const ownKeys: readonly (readonly [string, readonly string[]])[] = [
  ["button:not([role='radio']), summary", ["enter", " "]],
  ["input[type='checkbox'], input[type='radio']", [" "]],
  ["[role='radio']", [" "]],
  ["[role='tablist']", ["arrowleft", "arrowright"]],
  [
    "input[type='range'], [role='radio'], [role='separator']",
    ["arrowleft", "arrowright", "pageup", "pagedown"],
  ],
];

/** What a key event says. */
export const strokeOf = (event: KeyboardEvent): Stroke => ({
  key: event.key,
  code: event.code,
  ctrl: event.ctrlKey || event.metaKey,
  alt: event.altKey,
  shift: event.shiftKey,
  altGraph: event.getModifierState("AltGraph"),
});

/**
 * Runs the command of a key event, unless the focused control has a use for that key itself.
 * @param covered a page covers the film: keys that work on what lies beneath do nothing, but for those of the
 * worklist where it is the page
 */
export function dispatchKey(event: KeyboardEvent, covered: PageId | null): void {
  if (event.defaultPrevented || event.isComposing) return;
  const binding = bindingOf(strokeOf(event));
  if (binding === undefined) return;
  const reachable = binding.onPages === true || (covered === "worklist" && binding.group === "worklist");
  if (covered !== null && !reachable) return;
  const target = event.target instanceof Element ? event.target : null;
  if (isField(target) && binding.inFields !== true) return;
  if (ownKeys.some(([selector, keys]) => keys.includes(binding.key) && target?.closest(selector))) return;
  if (run(binding.command)) event.preventDefault();
}
