const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Moves through a group of radios or tabs with the arrow keys: the next one takes the focus and is chosen. */
export function moveInGroup(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const by = steps[event.key];
  if (by === undefined) return;
  const members = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
  const at = members.findIndex((member) => member === event.target);
  const next = members[(at + by + members.length) % members.length];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
  next.click();
}
