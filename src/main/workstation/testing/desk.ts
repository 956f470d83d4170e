import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import {
  isUnderWay,
  type AppEvent,
  type ImportProgress,
  type RequestName,
  type Result,
  type WireReply,
} from "../../../core/api.ts";
import { fromWire } from "../../../core/base/errors.ts";

const script = fileURLToPath(new URL("desk-process.ts", import.meta.url));

interface Message {
  readonly ready?: true;
  readonly event?: AppEvent;
  readonly number?: number;
  readonly reply?: WireReply;
}

/** A workstation in a process of its own. */
export interface Desk {
  readonly events: readonly AppEvent[];
  ask<Name extends RequestName>(name: Name, payload: unknown): Promise<Result<Name>>;
  /** Imports paths and answers how it ended. */
  importAll(paths: readonly string[]): Promise<ImportProgress>;
  /** Waits until an event comes for which `test` holds; those that came before count. */
  until<Found>(test: (event: AppEvent) => Found | undefined): Promise<Found>;
  /** Closes it in order. */
  close(): Promise<void>;
  /** Ends its process at once. */
  kill(): Promise<void>;
}

/** Starts a workstation on `library` for `reader` in a process of its own, ended with the test. */
export async function startDesk(library: string, reader: string): Promise<Desk> {
  const child = fork(script, [library, reader], { serialization: "advanced" });
  const exit = once(child, "exit");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const events: AppEvent[] = [];
  const watching = new Set<() => void>();
  const waiting = new Map<number, (reply: WireReply) => void>();
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", ({ ready: isReady, event, number, reply }: Message) => {
      if (isReady === true) resolve();
      if (event !== undefined) {
        events.push(event);
        for (const look of watching) look();
      }
      if (number !== undefined && reply !== undefined) waiting.get(number)?.(reply);
    });
    child.on("exit", (code) => {
      reject(new Error(`a workstation ended with ${code ?? "a signal"}`));
    });
  });
  await ready;
  let last = 0;
  const desk: Desk = {
    events,
    async ask<Name extends RequestName>(name: Name, payload: unknown): Promise<Result<Name>> {
      const number = ++last;
      const answered = new Promise<WireReply>((resolve) => waiting.set(number, resolve));
      child.send({ number, name, payload });
      const reply = await answered;
      waiting.delete(number);
      if (!reply.ok) throw fromWire(reply.error);
      return reply.value as Result<Name>;
    },
    async importAll(paths) {
      const { jobId } = await desk.ask("import.start", { source: { kind: "paths", paths } });
      return desk.until((event) =>
        event.name === "import.progress" && event.progress.jobId === jobId && !isUnderWay(event.progress)
          ? event.progress
          : undefined,
      );
    },
    until(test) {
      return new Promise((resolve) => {
        const look = (): void => {
          for (const event of events) {
            const found = test(event);
            if (found === undefined) continue;
            watching.delete(look);
            resolve(found);
            return;
          }
        };
        watching.add(look);
        look();
      });
    },
    async close() {
      child.disconnect();
      await exit;
    },
    async kill() {
      child.kill("SIGKILL");
      await exit;
    },
  };
  return desk;
}
