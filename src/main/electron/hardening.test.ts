import { EventEmitter } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";

/** The few members of Electron that this shell's closing uses, with Electron's own signatures. */
const app = vi.hoisted(() => ({ handlers: new Map<string, (...args: unknown[]) => void>() }));
vi.mock("electron", () => ({
  app: { on: (name: string, handler: (...args: unknown[]) => void) => app.handlers.set(name, handler) },
  protocol: { registerSchemesAsPrivileged: () => undefined },
}));
const { closeToTheOutside, keepWindowsIn } = await import("./hardening.ts");
const { isOurPage } = await import("./protocol.ts");

const ours = "overread://app/";
const filmPage = `${ours}?film`;
const others = [
  "https://example.org/",
  "http://127.0.0.1:8080/",
  "file:///etc/passwd",
  "overread://networks/inference.html",
  "overread://app.example.org/",
  "overread://app@example.org/",
  "javascript:alert(1)",
  "about:blank",
  "app",
  "",
];

class SessionDouble extends EventEmitter {
  request: ((contents: unknown, permission: string, callback: (yes: boolean) => void) => void) | undefined;
  check: ((contents: unknown, permission: string) => boolean) | undefined;
  device: (() => boolean) | undefined;
  before: ((details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void) | undefined;
  readonly webRequest = {
    onBeforeRequest: (handler: SessionDouble["before"]) => {
      this.before = handler;
    },
  };
  setPermissionRequestHandler(handler: SessionDouble["request"]) {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: SessionDouble["check"]) {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: SessionDouble["device"]) {
    this.device = handler;
  }
}

function closed(): SessionDouble {
  const session = new SessionDouble();
  closeToTheOutside(session as unknown as Parameters<typeof closeToTheOutside>[0], isOurPage);
  return session;
}
const page = (url: string) => ({ getURL: () => url });

it("knows its own page from every other address", () => {
  expect(isOurPage(ours)).toBe(true);
  expect(isOurPage(undefined)).toBe(false);
  for (const url of others) expect(isOurPage(url), url).toBe(false);
});

it("cancels every request that leads outside", () => {
  const session = closed();
  const cancels = (url: string): boolean | undefined => {
    let cancelled: boolean | undefined;
    session.before?.({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return cancelled;
  };
  expect(cancels(`${ours}assets/index.js`)).toBe(false);
  for (const url of others) expect(cancels(url), url).toBe(true);
});

it("grants fullscreen to our own page and nothing else", () => {
  const session = closed();
  const granted = (url: string, permission: string): boolean[] => {
    const answers: boolean[] = [];
    session.request?.(page(url), permission, (yes) => answers.push(yes));
    return [...answers, session.check?.(page(url), permission) ?? true];
  };
  expect(granted(ours, "fullscreen")).toEqual([true, true]);
  for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "usb", "openExternal"])
    expect(granted(ours, permission), permission).toEqual([false, false]);
  expect(granted("https://example.org/", "fullscreen")).toEqual([false, false]);
  expect(session.device?.()).toBe(false);
});

it("saves only what our own page made", () => {
  const session = closed();
  const refused = (item: string, contents: string): boolean => {
    const preventDefault = vi.fn();
    session.emit("will-download", { preventDefault }, { getURL: () => item }, page(contents));
    return preventDefault.mock.calls.length > 0;
  };
  expect(refused("blob:overread://app/1", ours)).toBe(false);
  expect(refused("https://example.org/x.exe", ours)).toBe(true);
  expect(refused("blob:https://example.org/1", "https://example.org/")).toBe(true);
});

it("lets no window lead elsewhere, open another than our page's second one, or attach a webview", () => {
  keepWindowsIn();
  let at: string = ours;
  const contents = Object.assign(new EventEmitter(), {
    open: undefined as ((details: { url: string }) => unknown) | undefined,
    getURL: () => at,
    setWindowOpenHandler(handler: (details: { url: string }) => unknown) {
      this.open = handler;
    },
  });
  app.handlers.get("web-contents-created")?.({}, contents);
  for (const url of [ours, ...others]) expect(contents.open?.({ url }), url).toEqual({ action: "deny" });
  expect(contents.open?.({ url: filmPage })).toMatchObject({ action: "allow" });
  at = "https://example.org/";
  expect(contents.open?.({ url: filmPage })).toEqual({ action: "deny" });
  const refused = (name: string, url: string): boolean => {
    const preventDefault = vi.fn();
    contents.emit(name, { preventDefault, url });
    return preventDefault.mock.calls.length > 0;
  };
  expect(refused("will-navigate", ours)).toBe(false);
  for (const url of others) expect(refused("will-navigate", url), url).toBe(true);
  expect(refused("will-attach-webview", ours)).toBe(true);
});

it("no option that Electron's checklist warns of stands in this shell, and every window is closed the same way", () => {
  const files = globSync("*.ts", { cwd: import.meta.dirname }).filter((file) => !file.endsWith(".test.ts"));
  const source = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")).join("\n");
  expect(source).not.toMatch(
    /webSecurity: false|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|webviewTag|allowpopups|openExternal|file:\/\//,
  );
  const windows = source.split("new BrowserWindow(").slice(1);
  expect(windows).toHaveLength(2);
  for (const window of windows) {
    const options = window.slice(0, window.indexOf("});"));
    for (const option of ["sandbox: true", "contextIsolation: true", "nodeIntegration: false"])
      expect(options).toContain(option);
  }
});
