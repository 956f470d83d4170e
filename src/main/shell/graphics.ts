import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

const cards = "/sys/class/drm";

/** The graphics processors as Linux lists them, "vendor:device" each; empty where it lists none, and elsewhere. */
export async function graphicsProcessors(folder = cards): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const found: string[] = [];
  for (const name of names.filter((entry) => /^card\d+$/.test(entry)).sort()) {
    const read = (file: string) => readFile(join(folder, name, "device", file), "utf8").catch(() => "");
    const [vendor, device] = [await read("vendor"), await read("device")].map((text) => text.trim());
    if (vendor) found.push(`${vendor}:${device}`);
  }
  return found.join(" ");
}
