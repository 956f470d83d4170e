import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

export interface RendererFile {
  readonly bytes: Buffer;
  readonly type: string;
}

/**
 * One file of the built renderer.
 * @param folder the renderer's folder (out/renderer)
 * @param path the URL's path, percent-encoded, beginning with "/"
 * @returns undefined where there is no such file or the path leads out of the folder
 */
export async function rendererFile(folder: string, path: string): Promise<RendererFile | undefined> {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const type = types[extname(name === "/" ? ".html" : name)] ?? types[name === "/" ? ".html" : ""];
  if (type === undefined || name.includes("\0")) return undefined;
  try {
    const base = await realpath(folder);
    const file = await realpath(join(base, name === "/" ? "index.html" : name));
    return file.startsWith(base + sep) ? { bytes: await readFile(file), type } : undefined;
  } catch {
    return undefined;
  }
}
