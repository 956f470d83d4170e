import { open, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readFilmFile } from "./read-film-file.ts";

it("refuses a file that is too large before reading it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "overread-large-"));
  try {
    const path = join(folder, "film.dcm");
    const handle = await open(path, "w");
    // Three GiB that take no place on the disk.
    await handle.truncate(3 * 1024 ** 3);
    await handle.close();
    await expect(readFilmFile(path, "film.dcm")).rejects.toMatchObject({ code: "film/too-large" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
