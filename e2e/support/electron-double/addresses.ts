// Chromium knows no scheme of ours: in the double's windows overread://HOST/ is http://HOST.localhost:PORT/.

/** The address that a window of the double has for one of Electron's. */
export function windowAddress(electron: string, port: number): string {
  const { host, pathname, search } = new URL(electron);
  return `http://${host}.localhost:${port}${pathname}${search}`;
}

/** The address that Electron would have for one of a window; other addresses stay what they are. */
export const electronAddress = (window: string, port: number): string =>
  window.replace(new RegExp(`^(blob:)?http://([a-z]+)\\.localhost:${port}/`), "$1overread://$2/");

/** What the main side tells the test, which holds the browser. */
export type FromMain =
  | {
      readonly kind: "open";
      readonly window: number;
      readonly address: string;
      /** The session's name: windows of one session share storage, others do not. */
      readonly partition: string;
      readonly port: number;
      readonly preload: string | undefined;
      readonly show: boolean;
      /** What stands in the window before its page is painted; undefined is Electron's white. */
      readonly background: string | undefined;
    }
  /** A page was let open a window, in which this stands before its own page is painted. */
  | { readonly kind: "popup"; readonly address: string; readonly background: string | undefined }
  /** `destroy`: without asking its page. */
  | { readonly kind: "close"; readonly window: number; readonly destroy: boolean }
  | { readonly kind: "question"; readonly message: string; readonly buttons: readonly string[] }
  | { readonly kind: "error-box"; readonly text: string };

/** What the test tells the main side. */
export type ToMain =
  /** `kept`: its page does not let it be closed. */
  | { readonly kind: "loaded" | "closed" | "kept"; readonly window: number }
  | { readonly kind: "answer"; readonly button: number }
  /** Its user ends the program. */
  | { readonly kind: "quit" };
