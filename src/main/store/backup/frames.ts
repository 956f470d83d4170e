import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../../core/base/errors.ts";

/**
 * A backup file: the magic line, the head's length (u32, little endian), the head (JSON), its check, then frames. A frame is its
 * length (u32; the highest bit marks the last one), its bytes and a tag. Frames are numbered and the last one is marked under
 * the tag, so that none can be changed, moved, left out or cut off unseen (the STREAM construction: Hoang, Reyhanitabar, Rogaway,
 * Vizár, CRYPTO 2015). Without a passphrase the tag is a digest: it finds damage, not a forger.
 */
const magic = Buffer.from("Overread backup 1\n");
const lastFrame = 0x80000000;
const frameBytes = 1 << 20;
const tagBytes = 16;
const checkBytes = 32;
const headLimit = 4096;
/** RFC 7914: 128 MiB for each guess of a passphrase (OWASP's first recommendation for scrypt). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 << 20 };

const head = z.object({
  cipher: z.enum(["none", "aes-256-gcm"]),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
});
type Head = z.infer<typeof head>;

/** What closes and opens the frames of one file; `key` is null in one that is not encrypted. */
interface Seal {
  readonly key: Buffer | null;
  readonly salt: Buffer;
  /** Of the head: says whether the passphrase is right before anything is read. */
  readonly check: Buffer;
}

async function sealOf({ salt: hex }: Head, headText: Buffer, passphrase: string | null): Promise<Seal> {
  const salt = Buffer.from(hex, "hex");
  if (passphrase === null) return { key: null, salt, check: createHash("sha256").update(headText).digest() };
  const keys = await new Promise<Buffer>((resolve, reject) => {
    // One passphrase may be typed in two ways (composed letters or not).
    scrypt(passphrase.normalize("NFC"), salt, 64, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
  const check = createHmac("sha256", keys.subarray(32)).update(headText).digest();
  return { key: keys.subarray(0, 32), salt, check };
}

/** 12 bytes that no two frames under one key share: each file has a salt, thus a key, of its own. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 0);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

const digestTag = ({ salt }: Seal, nonce: Buffer, bytes: Buffer): Buffer =>
  createHash("sha256").update(salt).update(nonce).update(bytes).digest().subarray(0, tagBytes);

/** Writes bytes into frames. */
export class FrameWriter {
  readonly #file: FileHandle;
  readonly #seal: Seal;
  #waiting = Buffer.alloc(0);
  #index = 0;

  private constructor(file: FileHandle, seal: Seal) {
    this.#file = file;
    this.#seal = seal;
  }

  /** @param salt 32 bytes that were never used before */
  static async begin(file: FileHandle, passphrase: string | null, salt: Buffer): Promise<FrameWriter> {
    const said: Head = { cipher: passphrase === null ? "none" : "aes-256-gcm", salt: salt.toString("hex") };
    const text = Buffer.from(JSON.stringify(said));
    const seal = await sealOf(said, text, passphrase);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    await file.appendFile(Buffer.concat([magic, length, text, seal.check]));
    return new FrameWriter(file, seal);
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting = Buffer.concat([this.#waiting, bytes]);
    while (this.#waiting.length > frameBytes) {
      await this.#frame(this.#waiting.subarray(0, frameBytes), false);
      this.#waiting = this.#waiting.subarray(frameBytes);
    }
  }

  /** Writes the last frame; a file without one is cut off. */
  end(): Promise<void> {
    return this.#frame(this.#waiting, true);
  }

  async #frame(bytes: Buffer, last: boolean): Promise<void> {
    const nonce = nonceOf(this.#index++, last);
    const length = Buffer.alloc(4);
    length.writeUInt32LE((bytes.length | (last ? lastFrame : 0)) >>> 0);
    if (this.#seal.key === null) {
      await this.#file.appendFile(Buffer.concat([length, bytes, digestTag(this.#seal, nonce, bytes)]));
      return;
    }
    const cipher = createCipheriv("aes-256-gcm", this.#seal.key, nonce);
    const sealed = [cipher.update(bytes), cipher.final()];
    await this.#file.appendFile(Buffer.concat([length, ...sealed, cipher.getAuthTag()]));
  }
}

async function readExactly(file: FileHandle, length: number, name: string): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await file.read(bytes, at, length - at, null);
    if (bytesRead === 0) throw new AppError("backup/truncated", { file: name });
    at += bytesRead;
  }
  return bytes;
}

/**
 * The bytes that were written into a backup file's frames; each piece is given out only after its tag was checked.
 * @param name the file's, for sentences
 * @throws AppError backup/not-a-backup, backup/passphrase-wanted, backup/wrong-passphrase, backup/truncated, backup/altered
 */
export async function* readFrames(
  file: FileHandle,
  name: string,
  passphrase: string | null,
): AsyncGenerator<Buffer, void, undefined> {
  const altered = (): AppError => new AppError("backup/altered", { file: name });
  const first = Buffer.alloc(magic.length);
  await file.read(first, 0, first.length, null);
  if (!first.equals(magic)) throw new AppError("backup/not-a-backup", { file: name });
  const headLength = (await readExactly(file, 4, name)).readUInt32LE();
  if (headLength > headLimit) throw altered();
  const text = await readExactly(file, headLength, name);
  const check = await readExactly(file, checkBytes, name);
  const said = parseHead(text);
  if (said === null) throw altered();
  if (said.cipher !== "none" && passphrase === null)
    throw new AppError("backup/passphrase-wanted", { file: name });
  const seal = await sealOf(said, text, said.cipher === "none" ? null : passphrase);
  if (!timingSafeEqual(seal.check, check))
    throw seal.key === null ? altered() : new AppError("backup/wrong-passphrase", { file: name });
  for (let index = 0, last = false; !last; index++) {
    const word = (await readExactly(file, 4, name)).readUInt32LE();
    last = word >= lastFrame;
    const length = last ? word - lastFrame : word;
    if (length > frameBytes) throw altered();
    const body = await readExactly(file, length, name);
    const tag = await readExactly(file, tagBytes, name);
    const bytes = opened(seal, nonceOf(index, last), body, tag);
    if (bytes === null) throw altered();
    yield bytes;
  }
  if ((await file.read(Buffer.alloc(1), 0, 1, null)).bytesRead > 0) throw altered();
}

function parseHead(text: Buffer): Head | null {
  try {
    return head.safeParse(JSON.parse(text.toString())).data ?? null;
  } catch {
    return null;
  }
}

/** A frame's bytes; null where its tag does not fit them. */
function opened(seal: Seal, nonce: Buffer, body: Buffer, tag: Buffer): Buffer | null {
  if (seal.key === null) return timingSafeEqual(digestTag(seal, nonce, body), tag) ? body : null;
  const decipher = createDecipheriv("aes-256-gcm", seal.key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(tag);
  const bytes = decipher.update(body);
  try {
    return Buffer.concat([bytes, decipher.final()]);
  } catch {
    return null;
  }
}
