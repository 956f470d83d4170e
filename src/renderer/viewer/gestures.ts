import type { FilmView } from "./film-view.svelte.ts";
import { viewports } from "./viewports.svelte.ts";
import { dragged, type Window } from "./windowing.ts";

/** One turn of a wheel's notch, and a drag of this many pixels with the zoom tool, scale by the factor e. */
const wheelReach = 600;
const dragReach = 200;

type Drag =
  | { readonly kind: "window"; readonly start: Window }
  | { readonly kind: "pan" }
  | { readonly kind: "zoom"; readonly x: number; readonly y: number };

/** What a pointer pressed on the film begins: a left button the chosen tool, any other a pan. */
function begin(view: FilmView, event: PointerEvent, at: { x: number; y: number }): Drag | null {
  const { tool } = viewports;
  if (event.button !== 0 || viewports.panHeld || tool === "pan") return { kind: "pan" };
  if (tool === "zoom") return { kind: "zoom", ...at };
  const start = view.window;
  return start === null ? null : { kind: "window", start };
}

/** Makes a film answer to pointer and wheel; returns how to stop. */
export function attachGestures(element: HTMLElement, view: FilmView): () => void {
  let drag: Drag | null = null;
  let pressed = { x: 0, y: 0 };
  let last = { x: 0, y: 0 };

  /** A pointer's place on the stage, in device pixels. */
  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    const ratio = view.placement?.ratio ?? 1;
    return { x: (event.clientX - box.left) * ratio, y: (event.clientY - box.top) * ratio };
  };
  const onDown = (event: PointerEvent): void => {
    viewports.activate(view);
    if (view.pixels === null || drag !== null) return;
    pressed = { x: event.clientX, y: event.clientY };
    last = pressed;
    drag = begin(view, event, place(event));
    if (drag === null) return;
    view.dragging = drag.kind === "window";
    element.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    const box = element.getBoundingClientRect();
    view.pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (drag === null) return;
    const by = { x: event.clientX - last.x, y: event.clientY - last.y };
    last = { x: event.clientX, y: event.clientY };
    const ratio = view.placement?.ratio ?? 1;
    if (drag.kind === "pan") view.stage?.panBy(by.x * ratio, by.y * ratio);
    else if (drag.kind === "zoom") view.stage?.zoomBy(Math.exp(-by.y / dragReach), drag.x, drag.y);
    else view.setWindow(dragged(drag.start, event.clientX - pressed.x, event.clientY - pressed.y));
  };
  const onUp = (): void => {
    drag = null;
    view.dragging = false;
  };
  const onWheel = (event: WheelEvent): void => {
    if (view.pixels === null) return;
    event.preventDefault();
    viewports.activate(view);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    const at = place(event);
    view.stage?.zoomBy(Math.exp((-event.deltaY * lines) / wheelReach), at.x, at.y);
  };
  const onLeave = (): void => {
    view.pointer = null;
  };
  const onMenu = (event: MouseEvent): void => {
    event.preventDefault();
  };

  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener("pointerdown", onDown, { signal });
  element.addEventListener("pointermove", onMove, { signal });
  element.addEventListener("pointerup", onUp, { signal });
  element.addEventListener("pointercancel", onUp, { signal });
  element.addEventListener("pointerleave", onLeave, { signal });
  element.addEventListener("wheel", onWheel, { signal, passive: false });
  element.addEventListener("contextmenu", onMenu, { signal });
  return () => {
    stop.abort();
  };
}
