import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

const runtimes = ["electron", "onnxruntime-node", "onnxruntime-web", "cornerstone-core", "svelte"];
const node = ["node:*", "fs", "path", "os", "child_process", "worker_threads"];

/** Forbids imports whose path matches; `because` is what the reader of the message is told. */
const forbid = (because, { packages = [], layers = [], files = [] }) => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        ...packages.map((name) => ({ regex: `^${name.replace("*", ".*")}(/.*)?$`, message: because })),
        ...files.map((file) => ({ regex: `/${file}$`, message: because })),
        ...layers.map((layer) => ({ regex: `^\\.\\.?/(.*/)?${layer}/`, message: because })),
      ],
    },
  ],
});
const tests = ["**/*.test.ts", "**/testing/**"];
const engine = ["src/main/inference/onnx-native.ts"];
const webEngine = ["src/renderer/inference/onnx-web.ts"];

export default ts.config(
  { ignores: ["out/**", "dist/**", "node_modules/**", "test-results/**", "playwright-report/**"] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ["**/*.ts", "**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"] } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/unified-signatures": "off",
      eqeqeq: "error",
      "no-console": "error",
      "prefer-const": "error",
    },
  },
  { files: ["src/renderer/**"], languageOptions: { globals: globals.browser } },
  {
    files: ["src/main/cli/**", "scripts/**", "bench/**", "e2e/**", "src/main/browser/**"],
    languageOptions: { globals: globals.node },
    rules: { "no-console": "off" },
  },
  {
    files: ["bench/**", "scripts/**", "e2e/**", ...tests],
    rules: forbid("onnx-native.ts gives the runtime, with its reports to others switched off", {
      packages: ["onnxruntime-node"],
    }),
  },
  // Words of the window are in every language. The command line, the shells before a window and phantoms speak English.
  {
    files: ["src/core/base/messages/*.ts"],
    ignores: [
      ...tests,
      ...["check", "cli", "evaluation", "phantom", "shell"].map(
        (name) => `src/core/base/messages/${name}.ts`,
      ),
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator:not([init.callee.name='words'])",
          message: "give words in every language: words(english, turkish), with the Turkish in messages/tr",
        },
      ],
    },
  },
  // Imports point one way: core <- main services <- workstation <- shells; renderer and preload import core alone.
  {
    files: ["src/core/**/*.ts"],
    ignores: tests,
    rules: forbid("core is pure: it knows no platform and no other layer", {
      packages: [...runtimes, ...node],
      layers: ["main", "preload", "renderer"],
    }),
  },
  {
    files: ["src/main/{store,ingest,inference,film}/**/*.ts"],
    ignores: [...tests, ...engine],
    rules: forbid("a service imports core and its neighbours, never a shell; onnxruntime has one file", {
      packages: runtimes,
      layers: ["electron", "browser", "cli", "shell", "workstation", "renderer", "preload"],
      files: ["workstation.ts"],
    }),
  },
  {
    files: engine,
    rules: forbid("this file is the only user of onnxruntime-node", {
      packages: runtimes.filter((name) => name !== "onnxruntime-node"),
      layers: ["electron", "browser", "cli", "renderer", "preload"],
    }),
  },
  {
    files: ["src/main/*.ts", "src/main/{browser,cli,shell,workstation}/**/*.ts"],
    ignores: tests,
    rules: forbid("only main/electron imports Electron; shells do not import each other", {
      packages: runtimes,
      layers: ["electron", "renderer", "preload"],
    }),
  },
  {
    files: ["src/main/electron/**/*.ts"],
    ignores: tests,
    rules: forbid("shells do not import each other", {
      packages: runtimes.filter((name) => name !== "electron"),
      layers: ["browser", "cli", "renderer", "preload"],
    }),
  },
  {
    files: ["src/preload/**/*.ts"],
    rules: forbid("the preload binds core/api.ts to ipcRenderer, nothing else", {
      packages: [...runtimes.filter((name) => name !== "electron"), ...node],
      layers: ["main", "renderer"],
    }),
  },
  {
    files: ["src/renderer/**"],
    ignores: ["src/renderer/viewer/**", ...webEngine, ...tests],
    rules: forbid(
      "the renderer imports core alone; cornerstone stays in renderer/viewer, onnxruntime in one file",
      {
        packages: [...runtimes.filter((name) => name !== "svelte"), ...node],
        layers: ["main", "preload"],
      },
    ),
  },
  {
    files: webEngine,
    rules: forbid("this file is the only user of onnxruntime-web", {
      packages: [...runtimes.filter((name) => name !== "onnxruntime-web"), ...node],
      layers: ["main", "preload"],
    }),
  },
  {
    files: ["src/renderer/viewer/**"],
    ignores: tests,
    rules: forbid("the renderer imports core alone", {
      packages: [...runtimes.filter((name) => name !== "svelte" && name !== "cornerstone-core"), ...node],
      layers: ["main", "preload"],
    }),
  },
);
