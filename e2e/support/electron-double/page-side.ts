// What a sandboxed preload finds in Electron, inside a page of Chromium. The function is sent as text: it uses nothing
// from outside itself.

/** What stands in the answer to an invocation. */
interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}
type Anything = (...args: unknown[]) => unknown;

/**
 * @param windowId the window that the page is in
 * @param decode reads an answer
 * @param preload the built preload, waiting for its `require`
 */
export function pageSide(
  windowId: number,
  decode: (bytes: Uint8Array) => unknown,
  preload: (require: (name: string) => unknown) => void,
): void {
  const headers = { "x-double-window": String(windowId), "x-double-page": location.href };
  const listeners = new Map<string, Set<Anything>>();

  /** Asks while the page waits, as `window.open` and `getPathForFile` do. */
  const askNow = (path: string, body: string): string => {
    const request = new XMLHttpRequest();
    request.open("POST", path, false);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
    return request.responseText;
  };

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const body = JSON.stringify({ channel, args: structuredClone(args) });
      const response = await fetch("/double/invoke", { method: "POST", body, headers });
      const { value, error } = decode(new Uint8Array(await response.arrayBuffer())) as Answer;
      if (error !== undefined) throw new Error(error);
      return value;
    },
    on(channel: string, listener: Anything): void {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    off(channel: string, listener: Anything): void {
      listeners.get(channel)?.delete(listener);
    },
  };

  /** The context bridge's crossing: functions by proxy, everything else as a copy. */
  const across = (value: unknown): unknown => {
    if (typeof value === "function")
      return (...args: unknown[]) => across((value as Anything)(...args.map(across)));
    if (value instanceof Promise) return value.then(across);
    if (Array.isArray(value)) return value.map(across);
    if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, across(item)]));
    return structuredClone(value);
  };
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown): void {
      if (name in window) throw new Error(`Cannot bind an API on top of an existing property "${name}"`);
      Object.defineProperty(window, name, { value: Object.freeze(across(api)) });
    },
  };
  const webUtils = { getPathForFile: (file: File): string => askNow("/double/path", file.name) };

  const open = window.open.bind(window);
  window.open = (url, ...rest) =>
    askNow("/double/open", new URL(String(url), location.href).href) === "allow" ? open(url, ...rest) : null;

  void (async () => {
    const { body } = await fetch("/double/events", { headers });
    if (body === null) return;
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (let rest = "", part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const { channel, args } = JSON.parse(line) as { channel: string; args: unknown[] };
        for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
      }
    }
  })();

  preload((name) => {
    if (name !== "electron") throw new Error(`module not found: ${name}`);
    return { ipcRenderer, contextBridge, webUtils };
  });
}
