import { createSubscriber } from "svelte/reactivity";
import { commands } from "../../core/base/messages/commands.ts";

/** Something that a key or a button does. */
export type CommandId = keyof typeof commands;

export type KeyGroup = "worklist" | "film" | "window" | "mark" | "read" | "panel" | "frame";

export interface KeyBinding {
  readonly command: CommandId;
  readonly group: KeyGroup;
  /** `KeyboardEvent.key` in lower case; "Ctrl+" before it where Control (or Command) is held. */
  readonly key: string;
  /** The key as it is written in the help sheet and in tooltips. */
  readonly shown: string;
  /** Also answers while a text field has the focus. */
  readonly inFields?: boolean;
  /** Also answers while a page covers the film. */
  readonly onPages?: boolean;
}

const bind = (
  group: KeyGroup,
  command: CommandId,
  key: string,
  shown = key.toUpperCase(),
  inFields = false,
): KeyBinding => ({ command, group, key, shown, inFields });

/** A key of the workstation's frame, which means the same wherever the reader is. */
const bindEverywhere = (command: CommandId, key: string, shown: string): KeyBinding => ({
  ...bind("frame", command, key, shown, true),
  onPages: true,
});

/** The one table of keys as they are at first; the reader can change each. */
export const keyBindings: readonly KeyBinding[] = [
  bind("worklist", "worklist.next", "j"),
  bind("worklist", "worklist.previous", "k"),
  bind("worklist", "worklist.nextUnread", "n"),
  bind("worklist", "worklist.search", "/"),
  bind("worklist", "worklist.priority", "!"),
  bind("film", "film.windowTool", "w"),
  bind("film", "film.zoomTool", "z"),
  bind("film", "film.panTool", " ", "Space"),
  bind("film", "film.invert", "i"),
  bind("film", "film.rotate", "."),
  bind("film", "film.rotateBack", ","),
  bind("film", "film.flipAcross", "x"),
  bind("film", "film.flipDown", "y"),
  bind("film", "film.fit", "f"),
  bind("film", "film.actual", "0"),
  bind("film", "film.trueSize", "="),
  bind("film", "film.magnifier", "-"),
  bind("film", "film.reset", "r"),
  bind("film", "film.smooth", "m"),
  bind("film", "film.hidePatient", "f8", "F8"),
  bind("film", "hang.layout", "*"),
  bind("film", "hang.next", "f6", "F6"),
  bind("film", "hang.link", "&"),
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
  bind("mark", "mark.length", "l"),
  bind("mark", "mark.angle", "a"),
  bind("mark", "mark.cobb", "b"),
  bind("mark", "mark.rectangle", "q"),
  bind("mark", "mark.ellipse", "v"),
  bind("mark", "mark.arrow", "t"),
  bind("mark", "mark.cardiothoracic", "c"),
  bind("mark", "mark.key", "g"),
  bind("mark", "mark.undo", "Ctrl+z", "Ctrl Z"),
  bind("mark", "mark.redo", "Ctrl+Shift+z", "Ctrl Shift Z"),
  bind("mark", "mark.hide", "d"),
  bind("window", "window.7", "7"),
  bind("window", "window.8", "8"),
  bind("window", "window.9", "9"),
  bind("film", "film.export", "Ctrl+e", "Ctrl E"),
  bind("read", "read.pneumonia", "p"),
  bind("read", "read.noPneumonia", "o"),
  bind("read", "read.cannotSay", "u"),
  bind("read", "read.confidence", "e"),
  bind("read", "read.commit", "enter", "Enter"),
  bind("read", "read.askSecond", "s"),
  bind("read", "read.addendum", ";"),
  bind("read", "read.report", "'"),
  bind("read", "read.reportShort", '"'),
  bind("read", "read.reportPdf", "Ctrl+p", "Ctrl P"),
  bind("panel", "panel.heatMap", "h"),
  bind("panel", "panel.heatStyle", "Ctrl+h", "Ctrl H"),
  bind("frame", "frame.open", "Ctrl+o", "Ctrl O", true),
  bind("frame", "frame.openFolder", "Ctrl+Shift+o", "Ctrl Shift O", true),
  bind("frame", "frame.toggleList", "["),
  bind("frame", "frame.toggleSide", "]"),
  bindEverywhere("page.worklist", "f3", "F3"),
  bindEverywhere("page.models", "f2", "F2"),
  bindEverywhere("page.secondReads", "f4", "F4"),
  bindEverywhere("session.lock", "f9", "F9"),
  bind("frame", "frame.secondWindow", "\\"),
  bind("frame", "frame.secondShows", "|"),
  bindEverywhere("frame.fullScreen", "f11", "F11"),
  bindEverywhere("page.statistics", "f7", "F7"),
  bindEverywhere("page.audit", "Ctrl+.", "Ctrl ."),
  bindEverywhere("page.settings", "Ctrl+,", "Ctrl ,"),
  { ...bind("frame", "frame.help", "?"), onPages: true },
  bindEverywhere("frame.escape", "escape", "Esc"),
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

/** The key of a stroke as bindings write it; undefined for one that Alt makes another program's. */
export function keyOfStroke(stroke: Stroke): string | undefined {
  const held = stroke.altGraph ? { ctrl: false, alt: false } : stroke;
  if (held.alt) return undefined;
  const letter = letterOf(stroke);
  return held.ctrl ? `Ctrl+${stroke.shift ? "Shift+" : ""}${letter}` : letter;
}

const named: Readonly<Record<string, string>> = {
  " ": "Space",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  pageup: "PgUp",
  pagedown: "PgDn",
  escape: "Esc",
};
/** A key as it is written for the reader: "Ctrl+Shift+o" is "Ctrl Shift O". */
export const shownKey = (key: string): string =>
  (key === "+" ? [key] : key.split(/\+(?=.)/))
    .map((part) => named[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");

/** Keys that the reader gave to commands, in place of the table's. */
export type OwnKeys = Readonly<Partial<Record<CommandId, string>>>;

/** The table with the reader's own keys in it. */
export const withOwnKeys = (own: OwnKeys): readonly KeyBinding[] =>
  keyBindings.map((binding) => {
    const key = own[binding.command];
    return key === undefined ? binding : { ...binding, key, shown: shownKey(key) };
  });

let current = keyBindings;
let changed = (): void => {};
/** Whoever shows keys is told when they change. */
const follow = createSubscriber((update) => {
  changed = update;
  return () => {
    changed = (): void => {};
  };
});

/** Puts the reader's own keys into use. */
export function useKeys(own: OwnKeys): void {
  current = withOwnKeys(own);
  changed();
}

/** The keys that are in use. */
export function currentBindings(): readonly KeyBinding[] {
  follow();
  return current;
}

/** The binding that a stroke means, if any. */
export function bindingOf(stroke: Stroke): KeyBinding | undefined {
  const key = keyOfStroke(stroke);
  return key === undefined ? undefined : current.find((binding) => binding.key === key);
}

/** How a command's key is written; undefined for a command without one. */
export const keyOf = (command: CommandId): string | undefined =>
  currentBindings().find((binding) => binding.command === command)?.shown;

/** A tooltip: what the command does, then its key. */
export function tooltip(command: CommandId): string {
  const key = keyOf(command);
  return key === undefined ? commands[command] : `${commands[command]} (${key})`;
}
