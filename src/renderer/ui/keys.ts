import { commands } from "../../core/base/messages/ui.ts";

/** Something that a key or a button does. */
export type CommandId = keyof typeof commands;

export type KeyGroup = "worklist" | "film" | "window" | "read" | "panel" | "frame";

export interface KeyBinding {
  readonly command: CommandId;
  readonly group: KeyGroup;
  /** `KeyboardEvent.key` in lower case; "Ctrl+" before it where Control (or Command) is held. */
  readonly key: string;
  /** The key as it is written in the help sheet and in tooltips. */
  readonly shown: string;
  /** Also answers while a text field has the focus. */
  readonly inFields?: boolean;
}

const bind = (
  group: KeyGroup,
  command: CommandId,
  key: string,
  shown = key.toUpperCase(),
  inFields = false,
): KeyBinding => ({ command, group, key, shown, inFields });

/** The one table of keys: the dispatcher, the help sheet and every tooltip read it. */
export const keyBindings: readonly KeyBinding[] = [
  bind("worklist", "worklist.next", "j"),
  bind("worklist", "worklist.previous", "k"),
  bind("worklist", "worklist.nextUnread", "n"),
  bind("worklist", "worklist.search", "/"),
  bind("film", "film.windowTool", "w"),
  bind("film", "film.zoomTool", "z"),
  bind("film", "film.panTool", " ", "Space"),
  bind("film", "film.invert", "i"),
  bind("film", "film.fit", "f"),
  bind("film", "film.actual", "0"),
  bind("film", "film.reset", "r"),
  bind("film", "film.smooth", "m"),
  bind("film", "film.next", "arrowright", "→"),
  bind("film", "film.previous", "arrowleft", "←"),
  bind("film", "film.nextFrame", "pagedown", "PgDn"),
  bind("film", "film.previousFrame", "pageup", "PgUp"),
  bind("window", "window.1", "1"),
  bind("window", "window.2", "2"),
  bind("window", "window.3", "3"),
  bind("window", "window.4", "4"),
  bind("window", "window.5", "5"),
  bind("window", "window.6", "6"),
  bind("read", "read.pneumonia", "p"),
  bind("read", "read.noPneumonia", "o"),
  bind("read", "read.cannotSay", "u"),
  bind("read", "read.confidence", "e"),
  bind("read", "read.commit", "enter", "Enter"),
  bind("panel", "panel.heatMap", "h"),
  bind("frame", "frame.open", "Ctrl+o", "Ctrl O", true),
  bind("frame", "frame.openFolder", "Ctrl+Shift+o", "Ctrl Shift O", true),
  bind("frame", "frame.toggleList", "["),
  bind("frame", "frame.toggleSide", "]"),
  bind("frame", "frame.help", "?"),
  bind("frame", "frame.escape", "escape", "Esc", true),
];

/** What a key event says, apart from the DOM. */
export interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** AltGr is held: what it yields is a character of its own, as "[" on a German keyboard. */
  readonly altGraph: boolean;
}

/**
 * The letter of a stroke: its own where that is ASCII, else the letter on the same key of a Latin
 * keyboard, so that the keys answer on Greek, Cyrillic and Turkish layouts too.
 */
function letterOf(stroke: Stroke): string {
  const own = stroke.key.toLowerCase();
  const onLatin = /^Key([A-Z])$/.exec(stroke.code)?.[1];
  return own.length === 1 && own.charCodeAt(0) > 0x7f && onLatin !== undefined ? onLatin.toLowerCase() : own;
}

/** The binding that a stroke means, if any. */
export function bindingOf(stroke: Stroke): KeyBinding | undefined {
  const held = stroke.altGraph ? { ctrl: false, alt: false } : stroke;
  if (held.alt) return undefined;
  const letter = letterOf(stroke);
  const key = held.ctrl ? `Ctrl+${stroke.shift ? "Shift+" : ""}${letter}` : letter;
  return keyBindings.find((binding) => binding.key === key);
}

/** How a command's key is written; undefined for a command without one. */
export const keyOf = (command: CommandId): string | undefined =>
  keyBindings.find((binding) => binding.command === command)?.shown;

/** A tooltip: what the command does, then its key. */
export function tooltip(command: CommandId): string {
  const key = keyOf(command);
  return key === undefined ? commands[command] : `${commands[command]} (${key})`;
}
