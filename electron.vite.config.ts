import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "electron-vite";
import { resolve } from "node:path";
import { defaultClientConditions } from "vite";

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          electron: at("src/main/electron/main.ts"),
          "engine-process": at("src/main/inference/engine-process.ts"),
          "paint-thread": at("src/main/inference/paint-thread.ts"),
          "store-worker": at("src/main/store/store-worker.ts"),
          "survey-worker": at("src/main/store/survey/survey-worker.ts"),
          "integrity-worker": at("src/main/store/integrity-worker.ts"),
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
    // onnxruntime-web with its WASM glue in a file of its own: its threads load that file and nothing of ours.
    resolve: { conditions: ["onnxruntime-web-use-extern-wasm", ...defaultClientConditions] },
    worker: { format: "es" },
    build: {
      rollupOptions: {
        input: {
          index: at("src/renderer/index.html"),
          // The hidden window that runs networks.
          inference: at("src/renderer/inference.html"),
        },
      },
      assetsInlineLimit: 0,
    },
  },
});
