import { parseArgs, type ParseArgsConfig } from "node:util";
import { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { evaluation } from "../../core/base/messages/evaluation.ts";

export type Command =
  | { readonly name: "help" }
  | { readonly name: "version" }
  | {
      readonly name: "read";
      readonly paths: readonly string[];
      readonly json: boolean;
      /** Folder of networks as given; undefined for the product's own. */
      readonly models: string | undefined;
    }
  | {
      readonly name: "import";
      readonly paths: readonly string[];
      /** The library's folder as given; undefined for the user's own. */
      readonly library: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly name: "evaluate";
      /** Folder that holds NORMAL and PNEUMONIA. */
      readonly folder: string;
      readonly json: boolean;
      readonly models: string | undefined;
    }
  | { readonly name: "phantom"; readonly folder: string; readonly count: number; readonly seed: number };

const usage = (detail: string): AppError => new AppError("usage", { detail });

function wholeNumber(option: string, value: string | undefined, usual: number, low: number, high: number) {
  if (value === undefined) return usual;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
  if (!(number >= low && number <= high)) throw usage(cli.notANumber(option, value, low, high));
  return number;
}

const help = { help: { type: "boolean", short: "h" } } as const;

/** Parses one command's options and --help with node:util; its own complaints become wrong usage. */
function parsed<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...options, ...help } });
  } catch (thrown) {
    if (thrown instanceof TypeError) throw usage(thrown.message);
    throw thrown;
  }
}

function read(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    models: { type: "string" },
  });
  if (values.help) return { name: "help" };
  if (positionals.length === 0) throw usage(cli.noPaths("read"));
  return { name: "read", paths: positionals, json: values.json, models: values.models };
}

function importFilms(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    library: { type: "string" },
  });
  if (values.help) return { name: "help" };
  if (positionals.length === 0) throw usage(cli.noPaths("import"));
  if (values.library === "") throw usage(cli.noLibrary());
  return { name: "import", paths: positionals, library: values.library, json: values.json };
}

function evaluate(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    models: { type: "string" },
  });
  if (values.help) return { name: "help" };
  const [folder] = positionals;
  if (folder === undefined || folder === "" || positionals.length > 1) throw usage(evaluation.noDirectory());
  return { name: "evaluate", folder, json: values.json, models: values.models };
}

function phantom(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    count: { type: "string" },
    seed: { type: "string" },
  });
  if (values.help) return { name: "help" };
  const [folder] = positionals;
  if (folder === undefined || folder === "" || positionals.length > 1) throw usage(cli.noFolder());
  return {
    name: "phantom",
    folder,
    count: wholeNumber("--count", values.count, 8, 1, 10_000),
    seed: wholeNumber("--seed", values.seed, 1, 0, 0xffffffff),
  };
}

/**
 * Understands a command line (without node and script).
 * @throws AppError usage
 */
export function parseCommand(args: readonly string[]): Command {
  const [command, ...rest] = args;
  switch (command) {
    case undefined:
      throw usage(cli.noCommand());
    case "-h":
    case "--help":
    case "help":
      return { name: "help" };
    case "--version":
      return { name: "version" };
    case "read":
      return read(rest);
    case "import":
      return importFilms(rest);
    case "evaluate":
      return evaluate(rest);
    case "phantom":
      return phantom(rest);
    default:
      throw usage(cli.unknownCommand(command));
  }
}
