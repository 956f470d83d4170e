// npm run format: writes every file in the project's format.
import { tool } from "./tool.ts";

process.exit((await tool("prettier/bin/prettier.cjs", ["--write", "--log-level=warn", "."])).code);
