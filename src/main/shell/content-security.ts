/** What may run on a page: its own scripts, and on the page that runs networks WebAssembly. */
const policy = (scripts: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** The Content-Security-Policy that both shells send with every page: nothing from outside, no inline script. */
export const contentSecurityPolicy = policy("'self'");

/** The same for the hidden window that runs networks. */
export const inferencePolicy = policy("'self' 'wasm-unsafe-eval'");

/** Headers of everything that is served on the loopback: isolated, seen by no other origin, kept nowhere. */
export const closedHeaders = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
} as const;
