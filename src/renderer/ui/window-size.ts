/** Pixels of the screen, whatever the zoom: a narrower window shows nothing that can be read. */
const narrowest = 320;
/** Milliseconds in which the shell makes its window as large as the screen. */
const growing = 1_000;
/** Share of the screen that a window fills which nobody has given a size. */
const usual = 0.75;

/**
 * Keeps the window from staying as small as the browser shell starts it: where no window manager fills the screen
 * with it, where a policy of the PC keeps the browser from taking the shell's commands, and where the reader undoes
 * that it fills the screen.
 */
export function keepReadable(): void {
  setTimeout(grow, growing);
  addEventListener("resize", grow);
}

function grow(): void {
  if (innerWidth * devicePixelRatio >= narrowest) return;
  moveTo((screen.availWidth * (1 - usual)) / 2, (screen.availHeight * (1 - usual)) / 2);
  resizeTo(screen.availWidth * usual, screen.availHeight * usual);
}
