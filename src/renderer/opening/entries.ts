import { opening as words } from "../../core/base/messages/opening.ts";
import type { OfferedFile } from "../bridge/index.ts";

/** What was found in a drop, and the sentences of what could not be read. */
export interface Found {
  readonly files: OfferedFile[];
  readonly failures: string[];
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

const someEntries = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });

async function walk(entry: FileSystemEntry, found: Found, counted: (files: number) => void): Promise<void> {
  try {
    if (entry.isFile) {
      const file = await fileOf(entry as FileSystemFileEntry);
      found.files.push({ file, relativePath: entry.fullPath.replace(/^\//, "") });
      counted(found.files.length);
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader hands out a folder in parts; an empty part is its end.
    for (let part = await someEntries(reader); part.length > 0; part = await someEntries(reader)) {
      for (const inner of part) await walk(inner, found, counted);
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    found.failures.push(words.unreadableEntry(entry.fullPath.replace(/^\//, ""), detail));
  }
}

/** What a drop holds: entries of the file system, or files alone where the browser gives no entry. */
export interface Dropped {
  readonly entries: readonly FileSystemEntry[];
  readonly files: readonly File[];
}

/** Takes what a drop holds. It is only there while the event lasts, so this does not wait. */
export function droppedIn(transfer: DataTransfer): Dropped {
  const entries: FileSystemEntry[] = [];
  const files: File[] = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry();
    const file = entry === null ? item.getAsFile() : null;
    if (entry !== null) entries.push(entry);
    else if (file !== null) files.push(file);
  }
  return { entries, files };
}

/** Every file in what was dropped, folders walked, each with its path below what was dropped. */
export async function filesIn(dropped: Dropped, counted: (files: number) => void): Promise<Found> {
  const found: Found = {
    files: dropped.files.map((file) => ({ file, relativePath: file.name })),
    failures: [],
  };
  for (const entry of dropped.entries) await walk(entry, found, counted);
  return found;
}

/** The files of an `<input type="file">`; those of a chosen folder with their path in it. */
export const chosenFiles = (list: FileList): OfferedFile[] =>
  [...list].map((file) => ({
    file,
    relativePath: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
  }));
