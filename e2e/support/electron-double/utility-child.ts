// Preloaded into a utility process of the double: Electron gives it `process.parentPort` and no `process.send`.
const send = process.send?.bind(process);
const parentPort = {
  postMessage: (message: unknown): void => void send?.(message),
  on: (name: "message", listener: (event: { data: unknown }) => void): void => {
    process.on(name, (data: unknown) => listener({ data }));
  },
};
Object.assign(process, { parentPort, send: undefined });
process.on("disconnect", () => process.exit());
