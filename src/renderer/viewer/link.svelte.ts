import { untrack } from "svelte";
import { sideOf } from "../../core/hanging/comparable.ts";
import type { FilmView } from "./film-view.svelte.ts";
import { viewports } from "./viewports.svelte.ts";

const side = ({ hung }: FilmView): string | null => (hung === null ? null : sideOf(hung.film));

/**
 * Has films of one side follow the active one's zoom, place and window, as long as the link holds. Making
 * another film the active one moves nothing; a film that comes in later joins the others.
 */
export function linkFilms(): void {
  let led: FilmView | null = null;
  let joined: readonly FilmView["pixels"][] = [];
  $effect(() => {
    const leader = viewports.active;
    const { linked, open } = viewports;
    if (leader === null || !linked || open.length < 2) {
      led = null;
      joined = [];
      return;
    }
    void [leader.placement, leader.voi, leader.presetNumber, leader.dragging];
    const alike = open.filter((view) => view !== leader && side(view) === side(leader));
    const films = open.map((view) => view.pixels);
    void alike.map((view) => view.stage === null || view.placement === null);
    untrack(() => {
      const handedOver = led !== null && led !== leader;
      for (const view of alike) {
        if (!handedOver || !joined.includes(view.pixels)) view.follow(leader);
      }
      led = leader;
      joined = films;
    });
  });
}
