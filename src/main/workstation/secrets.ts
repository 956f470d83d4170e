import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { AppError } from "../../core/base/errors.ts";
import { secret } from "../../core/second-read/readers.ts";
import type { Credential } from "../../core/studies/study-store.ts";

/**
 * scrypt (RFC 7914) with the parameters that OWASP's Password Storage Cheat Sheet names first: 128 MiB and
 * about a third of a second a guess. They stand with each hash, so that later ones may cost more.
 */
const usual = { cost: 2 ** 17, blockSize: 8, parallel: 1 };
const bytes = 32;

/** The same characters typed on another keyboard are the same secret (Unicode NFKC, as NIST SP 800-63B asks). */
const asTyped = (text: string): Buffer => Buffer.from(text.normalize("NFKC"), "utf8");

function derive(text: string, salt: Buffer, { cost, blockSize, parallel }: typeof usual): Promise<Buffer> {
  const options: ScryptOptions = {
    N: cost,
    r: blockSize,
    p: parallel,
    maxmem: 256 * cost * blockSize,
  };
  return new Promise((resolve, reject) => {
    scrypt(asTyped(text), salt, bytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** @throws AppError reader/secret-too-short */
export async function credentialOf(text: string): Promise<Credential> {
  if (!secret.safeParse(text).success) throw new AppError("reader/secret-too-short");
  const salt = randomBytes(16);
  const hash = await derive(text, salt, usual);
  return { kind: "scrypt", ...usual, salt: salt.toString("base64"), hash: hash.toString("base64") };
}

/** Whether a secret is the one that was kept. */
export async function matches(text: string, kept: Credential): Promise<boolean> {
  const found = await derive(text, Buffer.from(kept.salt, "base64"), kept);
  const wanted = Buffer.from(kept.hash, "base64");
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}
