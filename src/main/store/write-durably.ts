import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { systemCode } from "./failures.ts";

/** What a direct write counts in: of memory, file and length it takes multiples (open(2), O_DIRECT). */
const page = 4096;
/** Bytes that are handed to the disk at once. */
const part = 2 << 20;
/** Pieces of memory that wait for the next file. */
const spare: Uint8Array<ArrayBuffer>[] = [];

/**
 * Whether the library's file system takes direct writes, as far as this thread has seen. Linux alone knows
 * them by this name.
 */
let direct = process.platform === "linux";

/** Node's types leave it out. */
interface WebAssemblyMemory {
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
}
const { Memory } = (globalThis as unknown as { WebAssembly: WebAssemblyMemory }).WebAssembly;

/** Memory that begins at a page, as WebAssembly's alone is sure to. */
const aligned = (): Uint8Array<ArrayBuffer> => new Uint8Array(new Memory({ initial: part / 65_536 }).buffer);

/**
 * Writes a new file so that after it resolves its bytes survive a power cut. Where the file system allows it, they
 * go to the disk past the system's cache: filling that costs several times as much processor time as all the rest,
 * and pushes out of it what is being read. A file that could not be written is left for the caller to remove.
 * @throws what the system threw (ENOSPC and others)
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  if (direct && bytes.length >= page) {
    try {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DIRECT;
      return await written(path, flags, (file) => writeDirect(file, bytes));
    } catch (thrown) {
      if (systemCode(thrown) !== "EINVAL") throw thrown;
      direct = false;
    }
  }
  // Not "wx": a file system that refuses direct writes may have made the file first.
  return written(path, "w", (file) => file.writeFile(bytes));
}

async function written(
  path: string,
  flags: string | number,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  await using file = await open(path, flags, 0o600);
  await write(file);
  // The bytes and the length; the times of a file that stands under its hash say nothing.
  await file.datasync();
}

async function writeDirect(file: FileHandle, bytes: Uint8Array): Promise<void> {
  const memory = spare.pop() ?? aligned();
  try {
    for (let at = 0; at < bytes.length;) {
      const next = bytes.subarray(at, at + part);
      memory.set(next);
      const length = Math.ceil(next.length / page) * page;
      memory.fill(0, next.length, length);
      const { bytesWritten } = await file.write(memory, 0, length, at);
      // What a disk took last before it was full may end anywhere; the rest begins at a page again.
      at += bytesWritten === length ? next.length : Math.floor(bytesWritten / page) * page;
      if (bytesWritten < page) throw Object.assign(new Error("nothing was written"), { code: "EIO" });
    }
    if (bytes.length % page !== 0) await file.truncate(bytes.length);
  } finally {
    spare.push(memory);
  }
}
