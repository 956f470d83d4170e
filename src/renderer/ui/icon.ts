import type { Component } from "svelte";

/** One icon of the set, as far as we use it. */
export type IconComponent = Component<{
  size?: number | string;
  strokeWidth?: number | string;
  "aria-hidden"?: "true";
}>;
