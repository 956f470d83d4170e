import { parseArgs, type ParseArgsConfig } from "node:util";
import { AppError } from "../../core/base/errors.ts";
import { auditWords } from "../../core/base/messages/audit.ts";
import { backupWords } from "../../core/base/messages/backup.ts";
import { checkWords } from "../../core/base/messages/check.ts";
import { cli } from "../../core/base/messages/cli.ts";
import { evaluation } from "../../core/base/messages/evaluation.ts";
import { placeWords } from "../../core/base/messages/move.ts";
import { statuses, type Status } from "./statuses.ts";

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
      /** List that says whose the PNG and JPEG files are. */
      readonly csv: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly name: "evaluate";
      /** Folder that holds NORMAL and PNEUMONIA. */
      readonly folder: string;
      readonly json: boolean;
      readonly models: string | undefined;
    }
  | {
      readonly name: "audit verify";
      /** The library's folder as given; undefined for the user's own. */
      readonly library: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly name: "worklist";
      readonly library: string | undefined;
      readonly status: Status | undefined;
      readonly search: string | undefined;
      readonly limit: number;
      readonly json: boolean;
    }
  | {
      readonly name: "check";
      readonly library: string | undefined;
      /** What can be repaired is. */
      readonly repair: boolean;
      readonly json: boolean;
    }
  | {
      readonly name: "backup" | "restore";
      /** The backup. */
      readonly file: string;
      readonly library: string | undefined;
      /** File whose first line is the passphrase; undefined for a backup that is not encrypted. */
      readonly passphraseFile: string | undefined;
      readonly json: boolean;
    }
  | {
      /** Where the library is; moved, or chosen for the next start. */
      readonly name: "library" | "library move" | "library use";
      /** As given; undefined only where nothing is moved or chosen. */
      readonly folder: string | undefined;
      /** Of a library that is only looked at; undefined for the user's own. */
      readonly library: string | undefined;
      /** The old copy stays. */
      readonly keep: boolean;
      readonly json: boolean;
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
    csv: { type: "string" },
  });
  if (values.help) return { name: "help" };
  if (positionals.length === 0) throw usage(cli.noPaths("import"));
  if (values.library === "") throw usage(cli.noLibrary());
  if (values.csv === "") throw usage(cli.noList());
  return { name: "import", paths: positionals, library: values.library, csv: values.csv, json: values.json };
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

function audit(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    library: { type: "string" },
  });
  if (values.help) return { name: "help" };
  if (positionals.length !== 1 || positionals[0] !== "verify") throw usage(auditWords.noVerb());
  if (values.library === "") throw usage(auditWords.noLibrary());
  return { name: "audit verify", library: values.library, json: values.json };
}

function backup(name: "backup" | "restore", args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    library: { type: "string" },
    "passphrase-file": { type: "string" },
  });
  if (values.help) return { name: "help" };
  const [file] = positionals;
  if (file === undefined || file === "" || positionals.length > 1) throw usage(backupWords.noFile(name));
  if (values.library === "") throw usage(backupWords.noLibrary(name));
  const { library, json, "passphrase-file": passphraseFile } = values;
  if (passphraseFile === "") throw usage(backupWords.noPassphraseFile(name));
  return { name, file, library, passphraseFile, json };
}

function check(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    repair: { type: "boolean", default: false },
    library: { type: "string" },
  });
  if (values.help) return { name: "help" };
  if (positionals.length > 0) throw usage(checkWords.noPathsWanted());
  if (values.library === "") throw usage(checkWords.noLibrary());
  return { name: "check", library: values.library, repair: values.repair, json: values.json };
}

function library(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    library: { type: "string" },
  });
  if (values.help) return { name: "help" };
  const [verb, folder] = positionals;
  if (values.library === "") throw usage(placeWords.noLibrary());
  if (values.keep && verb !== "move") throw usage(placeWords.keepIsForMoves());
  const { json, keep } = values;
  if (verb === undefined) return { name: "library", folder: undefined, library: values.library, keep, json };
  if (verb !== "move" && verb !== "use") throw usage(placeWords.noVerb());
  if (folder === undefined || folder === "" || positionals.length > 2) throw usage(placeWords.noFolder(verb));
  if (values.library !== undefined) throw usage(placeWords.onlyToSee(verb));
  return { name: `library ${verb}`, folder, library: undefined, keep, json };
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

function worklist(args: readonly string[]): Command {
  const { values, positionals } = parsed(args, {
    json: { type: "boolean", default: false },
    library: { type: "string" },
    status: { type: "string" },
    search: { type: "string" },
    limit: { type: "string" },
  });
  if (values.help) return { name: "help" };
  if (positionals.length > 0) throw usage(cli.noPathsWanted("worklist"));
  if (values.library === "") throw usage(cli.noWorklistLibrary());
  const status = statuses.find((known) => known === values.status);
  if (values.status !== undefined && status === undefined)
    throw usage(cli.noSuchStatus(values.status, statuses.join(", ")));
  const { library, search, json } = values;
  const limit = wholeNumber("--limit", values.limit, 200, 1, 10_000_000);
  return { name: "worklist", library, status, search, limit, json };
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
    case "worklist":
      return worklist(rest);
    case "evaluate":
      return evaluate(rest);
    case "audit":
      return audit(rest);
    case "check":
      return check(rest);
    case "backup":
    case "restore":
      return backup(command, rest);
    case "library":
      return library(rest);
    case "phantom":
      return phantom(rest);
    default:
      throw usage(cli.unknownCommand(command));
  }
}
