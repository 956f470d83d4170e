import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { AppError } from "../../../core/base/errors.ts";
import { systemCode } from "../failures.ts";
import { syncFolder } from "../film-files.ts";
import { layout } from "../library-folder.ts";

/**
 * The note in a folder that is not the library's place: what is copied here is no library yet ("coming"), or the
 * library has left for another place ("gone"). Without it a program that learned of the old place just before
 * the move would begin an empty library there.
 */
const placeNote = z.discriminatedUnion("state", [
  z.object({ state: z.literal("coming"), id: z.string() }),
  z.object({ state: z.literal("gone"), to: z.string() }),
]);
export type PlaceNote = z.output<typeof placeNote>;

/** The note in a folder; null where there is none. */
export function placeNoteOf(folder: string): PlaceNote | null {
  let text: string;
  try {
    text = readFileSync(layout.moved(folder), "utf8");
  } catch (thrown) {
    if (systemCode(thrown) === "ENOENT") return null;
    throw thrown;
  }
  try {
    return placeNote.parse(JSON.parse(text));
  } catch {
    // Cut off while it was written: nothing else was done yet.
    return { state: "coming", id: "" };
  }
}

/** Writes the note and syncs its folder. */
export function writePlaceNote(folder: string, note: PlaceNote): void {
  writeFileSync(layout.moved(folder), `${JSON.stringify(note)}\n`, { mode: 0o600, flush: true });
  syncFolder(folder);
}

/** Takes the note away, so that the folder is a library's place again. */
export function removePlaceNote(folder: string): void {
  rmSync(layout.moved(folder), { force: true });
}

/** @throws AppError library/moved, library/half-moved where the folder is not the library's place */
export function refuseOtherPlace(folder: string): void {
  const note = placeNoteOf(folder);
  if (note === null) return;
  if (note.state === "coming") throw new AppError("library/half-moved", { folder });
  throw new AppError("library/moved", { folder, to: note.to, note: layout.moved(folder) });
}
