// npm run check: format, lint, types layer by layer, svelte-check. Any warning fails.
import { isMain, tool } from "./tool.ts";

const tsc = (project: string) => ({
  name: `types: ${project}`,
  script: "typescript/bin/tsc",
  args: ["-p", project],
});

const steps = [
  { name: "format", script: "prettier/bin/prettier.cjs", args: ["--check", "--log-level=warn", "."] },
  { name: "lint", script: "eslint/bin/eslint.js", args: ["--max-warnings=0", "."] },
  tsc("src/core"),
  tsc("src/main"),
  tsc("src/preload"),
  tsc("tsconfig.tests.json"),
  {
    name: "svelte-check",
    script: "svelte-check/bin/svelte-check",
    args: ["--tsconfig", "src/renderer/tsconfig.json", "--fail-on-warnings"],
  },
];

/** Runs two at a time; prints what failed. Resolves to whether all held. */
export async function check(): Promise<boolean> {
  const queue = [...steps];
  let failed = 0;
  const work = async (): Promise<void> => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const started = Date.now();
      const { code, output } = await tool(step.script, step.args, { capture: true });
      console.log(`check: ${step.name} ${code === 0 ? "holds" : "FAILS"} (${Date.now() - started} ms)`);
      if (code !== 0) {
        failed += 1;
        console.log(output);
      }
    }
  };
  await Promise.all([work(), work()]);
  return failed === 0;
}

if (isMain(import.meta.url)) process.exit((await check()) ? 0 : 1);
