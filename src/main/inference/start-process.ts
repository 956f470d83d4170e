import { fork, type ChildProcess } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

export interface ProcessEvents {
  message(message: unknown): void;
  /** Once, when the process is gone or could not be started. */
  exit(reason: string): void;
  /** A line that a library wrote. */
  output(line: string): void;
}

export interface ProcessHandle {
  readonly pid: number | undefined;
  /** Sends plain data and typed arrays; what does not arrive is followed by `exit`. */
  send(message: unknown): void;
  /** Ends the process at once, whatever it does. */
  kill(): void;
  /** Lets all others come before it; absent where its own priority does that. */
  readonly stepBack?: () => void;
}

/** Whose work comes first: that for which a reader waits, or what they do not see yet, or what nobody waits for. */
export const processPriorities = ["normal", "below-normal", "background"] as const;
export type ProcessPriority = (typeof processPriorities)[number];
export const usualPriority: ProcessPriority = "below-normal";

/**
 * Starts a child process from a JavaScript file; Electron's shell has one of its own. The process is told its
 * priority as its first argument and takes it itself.
 */
export type StartProcess = (
  entry: string,
  events: ProcessEvents,
  priority?: ProcessPriority,
) => ProcessHandle;

/** V8's heap in MiB. Pixels and networks lie outside it; the parser's objects are small. */
export const heapLimit = 1024;
/**
 * Bytes from which glibc gives a freed block back to the system at once. By itself it raises this limit with what
 * is freed, and keeps 100 MiB of what loading the networks took. Other allocators do not read it.
 */
const givenBack = 4 * 1024 ** 2;
/**
 * glibc asks Linux for memory in pages of 2 MiB, for a fiftieth of the page faults: the networks load in a third of the
 * time. In the environment of these processes alone: Chromium, which inherits a workstation's, no longer names its own by what they are
 * where this is set.
 */
const largePages = "glibc.malloc.hugetlb=1";
/** The child's environment. Options meant for the parent (an inspector, a test's loader) are not its own. */
export const childEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: "",
  MALLOC_MMAP_THRESHOLD_: String(givenBack),
  GLIBC_TUNABLES: [process.env["GLIBC_TUNABLES"], largePages].filter(Boolean).join(":"),
});
/** Longest part of a line that is kept. */
export const longestLine = 1000;

/** A third of the weight of any other session: what is pressed comes first, and a busy computer still answers films. */
const sessionBehind = 5;

/**
 * Puts the session that a process leads behind others. Desktop kernels of Linux share the processor among sessions
 * first ("autogroup") and count priorities within one alone: the browser is in another one than its workstation.
 */
function putSessionBehind({ pid }: ChildProcess): void {
  const place = `/proc/${pid}/autogroup`;
  // A kernel without such groups has no such file, and priorities count among all processes.
  if (existsSync(place)) writeFileSync(place, String(sessionBehind));
}

/** A child process of Node itself, with structured clone on the line between. */
export const startForked: StartProcess = (entry, events, priority = usualPriority) => {
  let child: ChildProcess;
  const ownSession = priority === "background" && process.platform === "linux";
  try {
    child = fork(entry, [priority], {
      detached: ownSession,
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${heapLimit}`],
      env: childEnvironment(),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      windowsHide: true,
    });
  } catch (thrown) {
    // Some refusals of the system (no more processes, a program being replaced) are thrown and not told as an event.
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    setImmediate(() => events.exit(reason));
    return { pid: undefined, send: () => undefined, kill: () => undefined };
  }
  let gone = false;
  const exit = (reason: string): void => {
    if (gone) return;
    gone = true;
    events.exit(reason);
  };
  child.on("message", (message) => events.message(message));
  child.on("exit", (code, signal) => {
    const reason = signal ?? `exit code ${code}`;
    // Messages that were sent before the end are still on the line: they come first.
    if (child.connected) child.once("disconnect", () => exit(reason));
    else exit(reason);
  });
  child.on("error", (error) => {
    if (child.pid === undefined) exit(error.message);
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => events.output(line.slice(0, longestLine)));
  }
  return {
    pid: child.pid,
    // A closed channel is told by the exit that closed it.
    send: (message) => void (child.connected && child.send(message as object, () => undefined)),
    kill: () => void child.kill("SIGKILL"),
    ...(ownSession && { stepBack: () => putSessionBehind(child) }),
  };
};
