import type { VirtualItem } from "@tanstack/virtual-core";
import { untrack } from "svelte";
import { worklist } from "../state/worklist.svelte.ts";
import { rowHeight, virtualItems } from "../ui/virtual-list.svelte.ts";

export { rowHeight } from "../ui/virtual-list.svelte.ts";

export interface VirtualRows {
  readonly items: readonly VirtualItem[];
  /** Height of all rows, pixels. */
  readonly height: number;
}

/**
 * The rows of the worklist that are on screen in `list`, fetched as they come into sight; the selected row is kept
 * in sight when the selection moves, and everything stays where it is on screen when rows come in above. Call while a
 * component is being made.
 * @param head height of what stays at the top of the list, pixels
 */
export function virtualRows(list: () => HTMLElement | undefined, head = 0): VirtualRows {
  const rows = virtualItems(list, () => worklist.total ?? 0);

  let seenShift = worklist.shift;
  let followed: { uid: string | null; index: number | null } = { uid: null, index: null };
  $effect(() => {
    const { shift } = worklist;
    if (shift === seenShift) return;
    seenShift = shift;
    const element = list();
    if (element !== undefined)
      element.scrollTop = shift.toTop ? 0 : element.scrollTop + shift.rows * rowHeight;
  });
  $effect(() => {
    const { selected: uid, selectedIndex: index } = worklist;
    const element = list();
    if (element !== undefined && index !== null && (uid !== followed.uid || followed.index === null)) {
      const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight + head - element.clientHeight];
      element.scrollTop = Math.max(bottom, Math.min(top, element.scrollTop));
    }
    followed = { uid, index };
  });

  $effect(() => {
    const [first, last] = [rows.items[0]?.index, rows.items.at(-1)?.index];
    // Rows that were fetched and given back are looked at again.
    void worklist.cache;
    if (first === undefined || last === undefined) return;
    untrack(() => {
      const element = list();
      const top = Math.ceil((element?.scrollTop ?? 0) / rowHeight);
      const bottom = top + Math.floor((element?.clientHeight ?? 0) / rowHeight);
      const { selectedIndex } = worklist;
      const inSight = selectedIndex !== null && selectedIndex >= top && selectedIndex < bottom;
      void worklist.look(first, last, inSight ? selectedIndex : top === 0 ? null : top);
    });
  });

  return {
    get items() {
      return rows.items;
    },
    get height() {
      return (worklist.total ?? 0) * rowHeight;
    },
  };
}
