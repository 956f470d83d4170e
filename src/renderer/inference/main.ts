/** The hidden window: it holds the worker that runs networks, and nothing else. */
new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
