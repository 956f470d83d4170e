// Child process: the networks by themselves, film after film. Arguments: the models' folder, threads of a network.
import { bareNetworks } from "./bare.ts";

const [folder = "", threads = ""] = process.argv.slice(2);
const networks = await bareNetworks(folder, { threads: Number(threads) });
for (const { run } of networks) await run();

process.on("message", (films) => {
  void (async () => {
    for (let film = 0; film < Number(films); film++) for (const { run } of networks) await run();
    process.send?.("done");
  })();
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
