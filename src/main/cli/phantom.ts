import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { phantomSeries } from "../../core/phantom/series.ts";
import type { Command } from "./arguments.ts";
import type { Console } from "./console.ts";

type PhantomCommand = Extract<Command, { name: "phantom" }>;

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown);

const notWritable = (file: string, thrown: unknown): AppError =>
  new AppError("file/not-writable", { file, detail: codeOf(thrown) }, { cause: thrown });

/** Writes a new file; one of the same content that is there already is left as it is. */
async function write(path: string, shown: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: "wx" });
  } catch (thrown) {
    if (codeOf(thrown) !== "EEXIST") throw notWritable(shown, thrown);
    const there = await readFile(path).catch((reason: unknown) => {
      throw notWritable(shown, reason);
    });
    if (!there.equals(bytes)) throw new AppError("file/exists", { file: shown });
  }
}

/**
 * `overread phantom`: writes films one by one and prints each file's path.
 * @param base folder that a relative path starts from
 * @throws AppError file/exists, file/not-writable; job/cancelled on `signal`; ReaderGone
 */
export async function phantom(
  command: PhantomCommand,
  base: string,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const folder = resolve(base, command.folder);
  await mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw notWritable(command.folder, thrown);
  });
  for (const { name, bytes } of phantomSeries(command)) {
    const shown = join(command.folder, name);
    await write(join(folder, name), shown, bytes);
    await console.line(shown);
    if (signal.aborted) throw new AppError("job/cancelled");
  }
  console.say(cli.wrote(command.count, command.folder));
  return true;
}
