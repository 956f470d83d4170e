// Runs the built main bundle in Node over the double of Electron, and its windows as pages of a real Chromium.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { electronAddress, type FromMain, type ToMain } from "./addresses.ts";
import { pageSide } from "./page-side.ts";

const root = join(import.meta.dirname, "..", "..", "..");

/** The built preload and what it asks Electron for, as one script that runs before the page's own. */
function preloadScript(preload: string, window: number): string {
  const wire = readFileSync(join(root, "src", "core", "base", "wire.ts"), "utf8");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const decoder = ts.transpileModule(wire, { compilerOptions }).outputText;
  return `if (location.protocol === "http:") (${pageSide.toString()})(
    ${window},
    (() => { const exports = {}; ${decoder}; return exports.decodeWire; })(),
    (require) => { ${readFileSync(preload, "utf8")} },
  );`;
}

type Question = FromMain & { readonly kind: "question" };

export interface RunningElectron {
  /** The reader's window. */
  readonly page: Page;
  /** The address that Electron would show for a page. */
  address(page: Page): string;
  /** Addresses outside the program that a window asked for; all were refused. */
  readonly outside: readonly string[];
  /** What stands in windows before their pages are painted, and whether it can be seen, by Electron's address. */
  readonly beforePaint: readonly { address: string; shown: boolean; background: string | undefined }[];
  /** Errors in the windows' consoles. */
  readonly errors: readonly string[];
  /** Tells under which paths files of these names lie, as Electron knows of files from the disk. */
  offer(paths: readonly string[]): void;
  /** Closes the reader's window, or ends the program, as its user does, and resolves to what the program then asks. */
  closeAndBeAsked(what: "window" | "program"): Promise<Question>;
  /** Presses a button of what was asked. */
  answer(button: number): void;
  /** The program's exit code, at its end. */
  readonly ended: Promise<number | null>;
  /** Closes the reader's window and waits for the program's end: its exit code. */
  close(): Promise<number | null>;
}

/** Starts the program with a home of its own and waits for the reader's window. */
export async function startElectronDouble(browser: Browser, home: string): Promise<RunningElectron> {
  const register = pathToFileURL(join(import.meta.dirname, "register.ts")).href;
  const main = fork(join(root, "out", "main", "electron.js"), [], {
    cwd: root,
    execArgv: [`--import=${register}`],
    env: { ...process.env, OVERREAD_HOME: home },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = new Promise<number | null>((resolve) => main.once("exit", resolve));
  const contexts = new Map<string, Promise<BrowserContext>>();
  const pages = new Map<number, Page>();
  const outside: string[] = [];
  const errors: string[] = [];
  const beforePaint: RunningElectron["beforePaint"][number][] = [];
  const paths = new Map<string, string>();
  let port = 0;
  let asked: ((question: Question) => void) | undefined;

  const newContext = async (): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: { width: 1600, height: 1000 },
      colorScheme: "dark",
    });
    await context.route(/./, async (route) => {
      const url = route.request().url();
      if (new URL(url).pathname === "/double/path")
        return route.fulfill({ body: paths.get(route.request().postData() ?? "") ?? "" });
      if (electronAddress(url, port) !== url || /^(blob|data):/.test(url)) return route.fallback();
      outside.push(url);
      return route.abort();
    });
    context.on("page", (page) => {
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    });
    return context;
  };
  const opened = async (message: FromMain & { kind: "open" }): Promise<Page> => {
    port = message.port;
    const existing = contexts.get(message.partition) ?? newContext();
    contexts.set(message.partition, existing);
    const context = await existing;
    if (message.preload !== undefined)
      await context.addInitScript({ content: preloadScript(message.preload, message.window) });
    const page = await context.newPage();
    pages.set(message.window, page);
    const tell = (kind: "loaded" | "closed" | "kept") =>
      main.connected && main.send({ kind, window: message.window });
    page.on("close", () => {
      tell("closed");
    });
    // What Chromium would ask its user, Electron asks the program.
    page.on("dialog", (dialog) => {
      void dialog.dismiss().then(() => tell("kept"));
    });
    await page.goto(message.address);
    tell("loaded");
    return page;
  };
  const page = await new Promise<Page>((resolve, reject) => {
    main.on("message", (message: FromMain) => {
      if (message.kind === "error-box") reject(new Error(message.text));
      else if (message.kind === "close")
        void pages.get(message.window)?.close({ runBeforeUnload: !message.destroy });
      else if (message.kind === "question") asked?.(message);
      else if (message.kind === "popup") beforePaint.push({ ...message, shown: true });
      else {
        const { address, port: at, show, background } = message;
        beforePaint.push({ address: electronAddress(address, at), shown: show, background });
        opened(message).then((one) => {
          if (message.partition === "") resolve(one);
        }, reject);
      }
    });
    void ended.then((code) => reject(new Error(`the program ended with ${code ?? "a signal"}`)));
  });
  return {
    page,
    address: (one) => electronAddress(one.url(), port),
    outside,
    beforePaint,
    errors,
    offer: (offered) => {
      for (const path of offered) paths.set(basename(path), path);
    },
    ended,
    closeAndBeAsked(what) {
      const question = new Promise<Question>((resolve) => (asked = resolve));
      if (what === "program") main.send({ kind: "quit" } satisfies ToMain);
      else void page.close({ runBeforeUnload: true });
      return question;
    },
    answer: (button) => {
      main.send({ kind: "answer", button } satisfies ToMain);
    },
    async close() {
      await page.close();
      const code = await ended;
      for (const context of contexts.values()) await (await context).close();
      return code;
    },
  };
}
