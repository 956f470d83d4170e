/** What the shells say before and around the workstation's own window. */
export const productName = "Overread";
export const notCleared =
  "Overread is an aid to reading. It is not a cleared medical device; the decision is the radiologist's.";

export const manyWrongCodes =
  "something on this PC tries one code after another; its answers are held back. The right code is let in at once.";
export const manyWrongTokens =
  "something on this PC asks without having entered, again and again; its answers are held back.";

export const fetchingElectron =
  "looking for Electron's binary on its release server (once, at most two minutes) ...";
export const startedElectron = "opening in Electron.";
export const startedBrowser = (browser: string, why: string): string => `opening in ${browser} (${why}).`;
export const electronMissing = "Electron's binary is not here and could not be fetched";
export const electronFailed = "Electron did not start";
export const electronAsRoot = "Electron does not start its sandbox as root";
export const askedForBrowser = "asked for by --shell browser";
export const noDisplay = "there is no display";
export const noBrowser = "no Chromium or Chrome is installed";
export const serving = (address: string, file: string): string =>
  `serving on ${address}\noverread: open ${file} in a browser of this PC, as this user.`;
export const installBrowser = (startedBy: string): string =>
  `to open a window here, install a browser. On Debian: sudo apt-get install chromium   (without a display also: xvfb, then xvfb-run ${startedBy})`;
export const cameIn = "a window came in.";
export const startUsage = "usage: npm start -- [--library DIR] [--serve] [--shell browser]";
export const installedUsage =
  "Usage:\n  overread [--library DIR] [--serve]\n      Open the workstation in the installed browser. With --serve, and without a display, serve on 127.0.0.1 alone.";
export const installed = "the package without Electron";
export const stopHint = "stop with Ctrl+C.";
export const stopped = "stopped.";
export const sandboxOff =
  "running as root: the browser's own sandbox is off. Start Overread as an ordinary user.";
export const browserFailed = (detail: string): string => `the browser could not be started (${detail}).`;
export const openFilmsTitle = "Open films";
