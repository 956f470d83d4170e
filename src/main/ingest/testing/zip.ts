import { crc32, deflateRawSync } from "node:zlib";

/** One file of an archive that is put together byte by byte, so that a test can write what no library would. */
export interface ZipFile {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  /** 0 stored, 8 deflated. */
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode with its type, such as 0o120777 for a link. */
  readonly mode?: number;
  /** What the directory says instead of the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
}

const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
/** Written by Unix, version 2.0 (APPNOTE 4.4.2). */
const madeBy = (3 << 8) | 20;

function fields(...parts: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const out = Buffer.alloc(parts.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of parts) at = out.writeUIntLE(value, at, bytes);
  return out;
}

/** A ZIP archive (APPNOTE 4.3.6) of `files`. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { bytes, method = 8, flags = 0, mode = 0o100644 } = file;
    const name = Buffer.from(file.name);
    const packed = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const sizes = [
      [4, file.claimedCrc ?? crc32(bytes)],
      [4, packed.length],
      [4, file.claimedSize ?? bytes.length],
      [2, name.length],
      [2, 0],
    ] as const;
    const head = [[2, 20], [2, flags], [2, method], [4, 0], ...sizes] as const;
    directory.push(
      fields([4, central], [2, madeBy], ...head, [2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, at]),
      name,
    );
    const entry = [fields([4, local], ...head), name, packed];
    parts.push(...entry);
    at += entry.reduce((sum, part) => sum + part.length, 0);
  }
  const list = Buffer.concat(directory);
  const count = files.length;
  return Buffer.concat([
    ...parts,
    list,
    fields([4, end], [2, 0], [2, 0], [2, count], [2, count], [4, list.length], [4, at], [2, 0]),
  ]);
}
