// A double of the few members of Electron that the shell uses, with Electron's own rules: what must come before "ready",
// what may be registered once, what is cloned on its way. Windows are pages of a real Chromium, which the test holds.
import { fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { encodeWire } from "../../../src/core/base/wire.ts";
import { electronAddress, windowAddress, type FromMain, type ToMain } from "./addresses.ts";

const tell = (message: FromMain): void => void process.send?.(message);
let ready = false;
const onlyReady = (what: string): void => {
  if (!ready) throw new Error(`${what} before app is ready`);
};

class App extends EventEmitter {
  readonly isPackaged = false;
  requestSingleInstanceLock(): boolean {
    return true;
  }
  async whenReady(): Promise<void> {
    await listening;
    ready = true;
    this.emit("ready");
  }
  getPreferredSystemLanguages(): string[] {
    return ["en-GB"];
  }
  async getGPUInfo(level: "basic"): Promise<unknown> {
    return { level, gpuDevice: [] };
  }
  /** Asks first, closes every window, then ends. */
  quit(): void {
    let prevented = false;
    this.emit("before-quit", { preventDefault: () => (prevented = true) });
    if (prevented) return;
    for (const window of [...windows.values()]) window.destroy();
    this.emit("will-quit", { preventDefault: () => undefined });
    this.exit(0);
  }
  exit(code = 0): void {
    process.exit(code);
  }
}
export const app = new App();

interface Details {
  readonly url: string;
}
type Handler = (request: Request) => Response | Promise<Response>;
type Filter = (details: Details, callback: (answer: { cancel?: boolean }) => void) => void;

class Session extends EventEmitter {
  readonly partition: string;
  readonly handlers = new Map<string, Handler>();
  filter: Filter | undefined;
  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      if (this.handlers.has(scheme)) throw new Error(`The scheme ${scheme} has been intercepted already`);
      this.handlers.set(scheme, handler);
    },
    isProtocolHandled: (scheme: string): boolean => this.handlers.has(scheme),
    unhandle: (scheme: string): void => {
      this.handlers.delete(scheme);
    },
  };
  readonly webRequest = {
    onBeforeRequest: (filter: Filter): void => {
      this.filter = filter;
    },
  };
  constructor(partition: string) {
    super();
    this.partition = partition;
  }
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
}
const sessions = new Map<string, Session>();
function sessionOf(partition: string): Session {
  onlyReady("Session can not be received");
  const found = sessions.get(partition) ?? new Session(partition);
  sessions.set(partition, found);
  return found;
}
export const session = {
  get defaultSession(): Session {
    return sessionOf("");
  },
  fromPartition: (partition: string): Session => sessionOf(partition),
};

export const protocol = {
  registerSchemesAsPrivileged: (): void => {
    if (ready) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
  },
};

type Listener = (event: { senderFrame: Details | null }, ...args: unknown[]) => unknown;
const invoked = new Map<string, Listener>();
export const ipcMain = {
  handle(channel: string, listener: Listener): void {
    if (invoked.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    invoked.set(channel, listener);
  },
};

interface OpenAnswer {
  readonly action: "allow" | "deny";
  readonly overrideBrowserWindowOptions?: WindowOptions;
}

class WebContents extends EventEmitter {
  url = "";
  /** Open streams of events into the window's pages. */
  readonly streams = new Set<ServerResponse>();
  openHandler: ((details: Details) => OpenAnswer) | undefined;
  getURL(): string {
    return this.url;
  }
  setWindowOpenHandler(handler: WebContents["openHandler"]): void {
    this.openHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    const text = JSON.stringify({ channel, args: structuredClone(args) });
    for (const stream of this.streams) stream.write(`${text}\n`);
  }
}

interface WindowOptions {
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: { readonly preload?: string; readonly session?: Session };
}
const windows = new Map<number, BrowserWindow>();
let lastWindow = 0;

export class BrowserWindow extends EventEmitter {
  readonly id = ++lastWindow;
  readonly #contents = new WebContents();
  readonly options: WindowOptions;
  #destroyed = false;
  #shown: boolean;
  constructor(options: WindowOptions = {}) {
    super();
    onlyReady("Cannot create BrowserWindow");
    this.options = options;
    this.#shown = options.show ?? true;
    windows.set(this.id, this);
    app.emit("web-contents-created", {}, this.#contents);
  }
  get webContents(): WebContents {
    if (this.#destroyed) throw new TypeError("Object has been destroyed");
    return this.#contents;
  }
  get session(): Session {
    return this.options.webPreferences?.session ?? session.defaultSession;
  }
  loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    const { partition } = this.session;
    const { preload } = this.options.webPreferences ?? {};
    const address = windowAddress(url, port());
    const { backgroundColor: background } = this.options;
    const show = this.#shown;
    tell({ kind: "open", window: this.id, address, partition, port: port(), preload, show, background });
    return new Promise((resolve) => this.webContents.once("did-finish-load", resolve));
  }
  removeMenu(): void {}
  maximize(): void {}
  focus(): void {}
  show(): void {
    this.#shown = true;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  /** Asks the page first, which may not let go. */
  close(): void {
    tell({ kind: "close", window: this.id, destroy: false });
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this.id);
    tell({ kind: "close", window: this.id, destroy: true });
    this.emit("closed");
  }
}

let answered: ((button: number) => void) | undefined;
export const dialog = {
  showMessageBox(
    _window: BrowserWindow,
    { message, buttons }: { message: string; buttons: readonly string[] },
  ): Promise<{ response: number }> {
    tell({ kind: "question", message, buttons });
    return new Promise((resolve) => {
      answered = (response) => {
        resolve({ response });
      };
    });
  },
  showErrorBox: (title: string, text: string) => tell({ kind: "error-box", text: `${title}: ${text}` }),
};
export const nativeTheme = { themeSource: "system" };
/** A Linux without a secret service. */
export const safeStorage = {
  getSelectedStorageBackend: (): string => "basic_text",
  isEncryptionAvailable: (): boolean => true,
};

export const utilityProcess = {
  fork(entry: string, args: string[], options: { execArgv?: string[]; env?: NodeJS.ProcessEnv }) {
    const child = fork(entry, args, {
      execArgv: [...(options.execArgv ?? []), `--import=${import.meta.resolve("./utility-child.ts")}`],
      env: options.env ?? process.env,
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const outside = Object.assign(new EventEmitter(), {
      pid: undefined as number | undefined,
      stdout: child.stdout,
      stderr: child.stderr,
      postMessage: (message: unknown) => void child.send(message as object),
      kill: () => child.kill(),
    });
    child.on("spawn", () => {
      outside.pid = child.pid;
      outside.emit("spawn");
    });
    child.on("message", (message) => outside.emit("message", message));
    child.on("exit", (code) => {
      outside.pid = undefined;
      outside.emit("exit", code ?? 1);
    });
    return outside;
  },
};

// What Chromium's side of Electron does: addresses of our scheme, IPC of the preload, questions before a window opens.
const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

async function invoke(from: string, body: Buffer): Promise<Uint8Array> {
  const { channel, args } = JSON.parse(body.toString("utf8")) as { channel: string; args: unknown[] };
  const remote = `Error invoking remote method '${channel}'`;
  const listener = invoked.get(channel);
  if (listener === undefined)
    return encodeWire({ error: `${remote}: No handler registered for '${channel}'` });
  try {
    const value = await listener({ senderFrame: { url: from } }, ...args);
    return encodeWire({ value: structuredClone(value) });
  } catch (error) {
    return encodeWire({ error: `${remote}: ${String(error)}` });
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/", headers } = request;
  const address = electronAddress(`http://${headers.host ?? ""}${url}`, port());
  const window = windows.get(Number(headers["x-double-window"]));
  const { host, pathname } = new URL(address);
  if (window !== undefined && pathname.startsWith("/double/")) {
    const from = electronAddress(String(headers["x-double-page"]), port());
    if (pathname === "/double/invoke") {
      response.end(await invoke(from, await bodyOf(request)));
    } else if (pathname === "/double/events") {
      response.writeHead(200, { "content-type": "application/x-ndjson" }).flushHeaders();
      window.webContents.streams.add(response);
      response.on("close", () => window.isDestroyed() || window.webContents.streams.delete(response));
    } else {
      const wanted = electronAddress((await bodyOf(request)).toString("utf8"), port());
      const given = window.webContents.openHandler?.({ url: wanted });
      const { action, overrideBrowserWindowOptions } = given ?? { action: "allow" };
      const background = overrideBrowserWindowOptions?.backgroundColor;
      if (action === "allow") tell({ kind: "popup", address: wanted, background });
      response.end(action);
    }
    return;
  }
  const own = [...sessions.values()].find((one) => one.partition === (host === "app" ? "" : host));
  let cancelled = own === undefined;
  own?.filter?.({ url: address }, ({ cancel = false }) => (cancelled = cancel));
  const handler = own?.handlers.get("overread");
  if (cancelled || handler === undefined) {
    response.destroy();
    return;
  }
  const body = method === "POST" ? { body: new Uint8Array(await bodyOf(request)) } : {};
  const given = await handler(new Request(address, { method, ...body }));
  response.writeHead(given.status, Object.fromEntries(given.headers));
  response.end(new Uint8Array(await given.arrayBuffer()));
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`double: ${String(error)}\n`);
    response.destroy();
  });
});
const listening = new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const port = (): number => (server.address() as AddressInfo).port;

process.on("message", (message: ToMain) => {
  if (message.kind === "answer") return answered?.(message.button);
  if (message.kind === "quit") return app.quit();
  const found = windows.get(message.window);
  if (message.kind === "closed") found?.destroy();
  else if (message.kind === "kept") {
    let letGo = false;
    found?.webContents.emit("will-prevent-unload", { preventDefault: () => (letGo = true) });
    if (letGo) found?.destroy();
  } else {
    found?.webContents.emit("did-finish-load");
    found?.emit("ready-to-show");
  }
});
