import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { keptLog, temporaryFolder } from "../store/testing/library.ts";
import { WatchedFolder } from "./watched-folder.ts";

// Searched when it begins and no more: what is not seen then must come by the system's events.
const times = { still: 40, look: 10, search: 600_000 };

it("misses no file that comes while it begins", async () => {
  const parent = await temporaryFolder();
  const seen: string[] = [];
  const came = Array.from({ length: 60 }, async (_, delay) => {
    const folder = join(parent, `${delay}`);
    mkdirSync(folder);
    const watched = new WatchedFolder({
      folder,
      times,
      log: keptLog(),
      isKnown: ({ path }) => seen.includes(path),
      onSettled: (files) => Promise.resolve(void seen.push(...files.map(({ path }) => path))),
      onLost: () => undefined,
    });
    await sleep(delay);
    writeFileSync(join(folder, "film"), "film");
    return watched;
  });
  const watched = await Promise.all(came);
  await vi.waitFor(() => {
    expect(seen).toHaveLength(came.length);
  }, 8_000);
  await Promise.all(watched.map((one) => one.close()));
}, 30_000);
