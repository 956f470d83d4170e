import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { ownStudy } from "../ingest/testing/films.ts";
import { layout } from "../store/library-folder.ts";
import { temporaryFolder } from "../store/testing/library.ts";
import { ScriptedEngine, testWorkstation } from "./testing/workstation.ts";
import { uploadItems, Uploads } from "./uploads.ts";

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}
const text = (value: string): AsyncIterable<Uint8Array> => inChunks(new TextEncoder().encode(value));

test("uploaded files are imported as a folder's and named files are, then removed", async () => {
  const desk = await testWorkstation(new ScriptedEngine().start);
  const uploadId = desk.uploads.begin();
  await desk.uploads.add(uploadId, "disc/IMAGES/1", inChunks(ownStudy(1)));
  await desk.uploads.add(uploadId, "disc/readme.txt", text("hello"));
  await desk.uploads.add(uploadId, "letters/a.txt", text("hello"));
  await desk.uploads.add(uploadId, "note.txt", text("hello"));
  const { jobId } = await desk.ask("import.start", { source: { kind: "upload", uploadId } });
  const ended = await desk.ended(jobId);
  expect(ended).toMatchObject({ state: "done", imported: 1, skipped: 2, total: 4 });
  expect(ended.rejected.map(({ path, code }) => [path, code])).toEqual([
    ["note.txt", "film/not-a-film"],
    ["letters", "folder/no-films"],
  ]);
  const session = readdirSync(layout.stagingFolder(desk.library)).find((name) => name !== "door.lock") ?? "";
  await desk.until(() => readdirSync(layout.staging(desk.library, session)).join() === "owner.lock");
  await expect(desk.ask("import.start", { source: { kind: "upload", uploadId } })).rejects.toThrow(
    expect.objectContaining({ code: "import/no-such-upload" }),
  );
});

test("a path that leads anywhere but down is refused", async () => {
  const uploads = new Uploads(await temporaryFolder(), "s");
  const id = uploads.begin();
  const upward = ["../x", "a/../../x", "/etc/x", "C:\\x", "a//b", "a\u0000b", "", "."];
  for (const path of [...upward, "x".repeat(300), "a/".repeat(3000)]) {
    await expect(uploads.add(id, path, text("x")), path.slice(0, 20)).rejects.toThrow(
      expect.objectContaining({ code: "app/bad-request" }),
    );
  }
});

test("a file above the limit is refused in the list, read to its end and not kept", async () => {
  const library = await temporaryFolder();
  const uploads = new Uploads(library, "s", 5);
  const id = uploads.begin();
  await uploads.add(id, "large.dcm", text("more than five"));
  await uploads.add(id, "small.dcm", text("five."));
  const items = uploadItems(uploads.take(id).files, "folder");
  expect(items.map((item) => item.kind)).toEqual(["problem", "film"]);
  expect(items[0]).toMatchObject({ path: "large.dcm", error: { code: "film/too-large" } });
  expect(readdirSync(layout.staging(library, `s/${id}`))).toEqual(["2"]);
});

test("what a hostile name says is never a name on the disk", async () => {
  const library = await temporaryFolder();
  const uploads = new Uploads(library, "s");
  const id = uploads.begin();
  await uploads.add(id, "CON/aux.dcm", text("x"));
  expect(existsSync(layout.staging(library, `s/${id}/1`))).toBe(true);
});
