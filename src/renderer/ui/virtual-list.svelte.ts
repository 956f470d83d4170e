import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from "@tanstack/virtual-core";
import { untrack } from "svelte";

/** Height of a list's row, pixels. */
export const rowHeight = 28;
/** Rows above and below what is on screen. */
const overscan = 12;

/**
 * The rows of a long list that are on screen in `list`. Call while a component is being made.
 * @param count how many rows there are
 */
export function virtualItems(
  list: () => HTMLElement | undefined,
  count: () => number,
): { readonly items: readonly VirtualItem[] } {
  let version = $state(0);
  const options = () => ({
    count: count(),
    getScrollElement: () => list() ?? null,
    estimateSize: () => rowHeight,
    overscan,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => {
      version += 1;
    },
  });
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>(untrack(options));
  const items = $derived.by(() => {
    void version;
    virtualizer.setOptions(options());
    return virtualizer.getVirtualItems();
  });

  $effect(() => virtualizer._didMount());
  $effect(() => {
    void count();
    untrack(() => {
      virtualizer.setOptions(options());
      virtualizer._willUpdate();
    });
  });
  return {
    get items() {
      return items;
    },
  };
}
