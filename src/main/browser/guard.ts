import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { closedHeaders, contentSecurityPolicy } from "../shell/content-security.ts";

/** 256 random bits in a form that fits into a header. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
/** Compares in constant time. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/**
 * Whether a request comes from our own page: the Host is the address we listen on (so that no DNS name
 * rebound to this PC reaches us) and the Origin, where the browser sends one, is ours.
 */
export function isOurs(request: IncomingMessage, host: string): boolean {
  const { origin } = request.headers;
  return request.headers.host === host && (origin === undefined || origin === `http://${host}`);
}

/** Headers of every answer. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  ...closedHeaders,
  "permissions-policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=()",
};
