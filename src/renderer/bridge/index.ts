import { z } from "zod";
import {
  appEvent,
  importSource,
  requests,
  wireReply,
  type AppEvent,
  type ImportSource,
  type Payload,
  type RequestName,
  type Result,
  type Transport,
} from "../../core/api.ts";
import { AppError, fromWire } from "../../core/base/errors.ts";
import { loopbackTransport } from "./loopback.ts";

// zod's compiled checks need eval, which our Content-Security-Policy forbids.
z.config({ jitless: true });

declare global {
  interface Window {
    /** Set by Electron's preload; absent in the browser shell. */
    readonly overread?: Transport;
  }
}

/** A file that the user chose or dropped, with its place below what was chosen. */
export interface OfferedFile {
  readonly file: File;
  readonly relativePath: string;
}

const transport: Transport = window.overread ?? loopbackTransport();

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError("app/protocol", { detail: z.prettifyError(result.error).slice(0, 300) });
}

/**
 * Asks the main side.
 * @throws AppError with the code and sentence that the main side gave
 */
export async function request<Name extends RequestName>(
  name: Name,
  payload: Payload<Name>,
): Promise<Result<Name>> {
  const reply = parsed(wireReply, await transport.request(name, payload));
  if (!reply.ok) throw fromWire(reply.error);
  return parsed(requests[name].result, reply.value) as Result<Name>;
}

/** Calls `listener` with each event of the main side; returns how to stop. */
export function subscribe(listener: (event: AppEvent) => void): () => void {
  return transport.subscribe((event) => {
    listener(parsed(appEvent, event));
  });
}

/** Makes chosen or dropped files available to an import. */
export async function offer(files: readonly OfferedFile[]): Promise<ImportSource> {
  return parsed(importSource, await transport.offer(files));
}
