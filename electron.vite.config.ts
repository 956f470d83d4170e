import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "electron-vite";
import { resolve } from "node:path";

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          electron: at("src/main/electron/main.ts"),
          "engine-process": at("src/main/inference/engine-process.ts"),
          "store-worker": at("src/main/store/store-worker.ts"),
          "ingest-worker": at("src/main/ingest/ingest-worker.ts"),
        },
        output: { format: "es" },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be CommonJS and one file.
      externalizeDeps: false,
      rollupOptions: { input: { preload: at("src/preload/preload.ts") }, output: { format: "cjs" } },
    },
  },
  renderer: {
    root: at("src/renderer"),
    base: "./",
    plugins: [svelte()],
    build: {
      rollupOptions: { input: { index: at("src/renderer/index.html") } },
      assetsInlineLimit: 0,
    },
  },
});
