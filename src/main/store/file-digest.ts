import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** SHA-256 of a file's bytes in hexadecimal digits, read a MiB at a time. @throws what the system throws */
export async function digestOf(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }))
    digest.update(piece as Buffer);
  return digest.digest("hex");
}
