import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const linux = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
];
const mac = ["Chromium", "Google Chrome", "Microsoft Edge"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
const windows = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The installed Chromium, Chrome or Edge: `OVERREAD_BROWSER` if it is set, else the first one in the
 * platform's usual places.
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const asked = env["OVERREAD_BROWSER"];
  if (asked !== undefined && asked !== "") return isProgram(asked) ? asked : undefined;
  const candidates = {
    darwin: () => mac,
    win32: () =>
      ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((place) =>
        windows.map((file) => join(env[place] ?? "C:\\", file)),
      ),
  }[process.platform as string];
  const places = candidates?.() ?? linux.flatMap((name) => folders(env).map((folder) => join(folder, name)));
  return places.find(isProgram);
}

const folders = (env: NodeJS.ProcessEnv): string[] =>
  (env["PATH"] ?? "").split(delimiter).filter((part) => part !== "");

/** Whether a window can be opened: on Linux an X or Wayland display is needed. */
export const hasDisplay = (env: NodeJS.ProcessEnv = process.env): boolean =>
  process.platform !== "linux" || Boolean(env["DISPLAY"] ?? env["WAYLAND_DISPLAY"]);
