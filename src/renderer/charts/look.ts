/** The window's tokens as a canvas needs them: resolved colours and a font. */
export interface Look {
  readonly ground: string;
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly calm: string;
  readonly quiet: string;
  readonly accent: string;
  readonly pneumonia: string;
  readonly normal: string;
  readonly disagree: string;
  readonly failure: string;
  readonly font: string;
}

/** The tokens as they stand now, theme and contrast included. */
export function lookNow(): Look {
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string): string => tokens.getPropertyValue(`--${name}`).trim();
  return {
    ground: token("ground"),
    surface: token("surface"),
    line: token("line"),
    lineStrong: token("line-strong"),
    text: token("text"),
    calm: token("text-calm"),
    quiet: token("text-quiet"),
    accent: token("accent"),
    pneumonia: token("pneumonia"),
    normal: token("normal"),
    disagree: token("disagree"),
    failure: token("failure"),
    font: token("font"),
  };
}

/** Calls `changed` when the theme or the system's contrast changes; returns how to stop. */
export function onLookChange(changed: () => void): () => void {
  const contrast = matchMedia("(prefers-contrast: more)");
  contrast.addEventListener("change", changed);
  const theme = new MutationObserver(changed);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    contrast.removeEventListener("change", changed);
    theme.disconnect();
  };
}
