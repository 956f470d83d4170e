/** Milliseconds after which what waits for a frame waits no longer: a window that is not seen makes none. */
const longest = 30;

/** Resolves when what has changed is on screen and nothing more is to do for it. */
export const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: longest });
  });
