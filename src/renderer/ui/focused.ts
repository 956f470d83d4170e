/** Attached to what opens over the film: it has the focus while it stands, then gives it back to who had it. */
export function focused(element: HTMLElement): () => void {
  const before = document.activeElement;
  element.focus();
  return () => {
    if (before instanceof HTMLElement) before.focus();
  };
}
