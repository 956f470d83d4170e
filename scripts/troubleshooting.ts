// npm run troubleshooting: writes docs/troubleshooting.md, every failure that Overread names, from its error table.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorTable, type ErrorCode, type ErrorParams } from "../src/core/base/error-table.ts";
import { isMain, root } from "./tool.ts";

/** What an administrator does where a sentence of the group is not enough, by the word before the code's slash. */
const groups: Readonly<Record<string, readonly [title: string, help: string]>> = {
  film: [
    "Films",
    "The file itself is at fault; the library is untouched and other films of the same import went in. Compare size and checksum with the source; `overread read FILE` shows the same sentence without the workstation.",
  ],
  codec: [
    "Decoding",
    "[The conformance statement](dicom-conformance.md) lists what is decoded. Most archives can send another transfer syntax when asked.",
  ],
  file: [
    "Files",
    "The path is as this user of the operating system sees it: mapped drives and shares of another user are not.",
  ],
  folder: ["Folders", "Films are told by their content, never by the ending of their names."],
  archive: [
    "ZIP archives",
    "Archives are never unpacked to disk. What is refused is named file by file; everything else of the archive is imported.",
  ],
  media: [
    "Discs",
    "Exactly the films that DICOMDIR lists are imported. Without a readable one the folders are searched.",
  ],
  identity: [
    "Whose pictures are",
    "PNG and JPEG files say nothing of their patient. The README describes the list's columns; it is UTF-8.",
  ],
  watch: [
    "Watched folder",
    "Settings, Watched folder shows which folder it is and what became of its films.",
  ],
  backup: [
    "Backups",
    "The library in use is untouched whatever is said of a backup. [Administration](administration.md) says what is in one.",
  ],
  move: [
    "Moving the library",
    "Whatever is said of a move, the library is whole in one place: `overread library` says which. [Administration](administration.md) says what a move does.",
  ],
  library: [
    "Library",
    "[Administration](administration.md) says where the library lies. `overread library` says where, and `overread library move` moves it. Close Overread before you copy it by hand.",
  ],
  study: [
    "Deleting a study",
    "A study is deleted in two steps, and both are recorded; nothing is deleted before the second.",
  ],
  hanging: ["Hanging", "Settings, Hanging says which films hang where; the usual rules are a button away."],
  import: ["Imports", "Importing twice imports nothing twice: starting again is always safe."],
  export: ["Export", "Every export is in the audit record."],
  read: ["Reads", "A committed read never changes; an addendum adds to it."],
  report: [
    "Reports",
    "A report is made of a committed read alone; the department's templates are in Settings, Reports.",
  ],
  mark: ["Marks", "Marks belong to their reader's read and close with it."],
  "second-read": ["Second reads", "Who may read what a second time is a rule of the department (Settings)."],
  session: ["Signing in", "Each wrong attempt after the fourth waits twice as long, up to 15 minutes."],
  reader: ["Readers", "Readers are kept in the library; one administrator always remains."],
  panel: ["Panel", "Nothing of the networks' answers is shown before the read is committed."],
  model: [
    "Networks",
    "Settings and `overread read` name each network that was not loaded and why; the others answer. [docs/models.md](models.md) says what a network of your own must be.",
  ],
  inference: [
    "Running the networks",
    "Films, reads and marks are not affected. Settings shows what runs the networks, what was measured, and lets it be chosen or measured anew.",
  ],
  usage: ["Command line", "`overread help` prints every command."],
  job: ["Cancelling", "What was done before stays."],
  app: [
    "Program",
    "What the program wrote on its standard error before it tells more. [Administration](administration.md) says how to see it.",
  ],
};

/** Stands for what the sentence is about: its name in italics, or numbers that read as an example. */
const example: ErrorParams = new Proxy<Record<string, string | number>>(
  {},
  {
    get: (_target, key) => {
      const numbers: Record<string, number> = { actual: 1_200_000, expected: 7_500_000 };
      return numbers[String(key)] ?? `_${String(key)}_`;
    },
  },
);

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** The whole page. A code of a group that is not described here is a fault of this file. */
export function troubleshooting(): string {
  const codes = Object.keys(errorTable) as ErrorCode[];
  const prefix = (code: string): string => code.split("/")[0] ?? code;
  const order = [...new Set(codes.map(prefix))];
  const sections = order.map((group) => {
    const found = groups[group];
    if (found === undefined)
      throw new Error(`scripts/troubleshooting.ts does not describe the group ${group}`);
    const rows = codes
      .filter((code) => prefix(code) === group)
      .map((code) => {
        const { severity, sentence } = errorTable[code];
        return `| \`${code}\` | ${severity} | ${cell(sentence(example))} |`;
      });
    return [
      `## ${found[0]}`,
      "",
      found[1],
      "",
      "| Code | Severity | What Overread says, and what to do |",
      "|---|---|---|",
      ...rows,
      "",
    ].join("\n");
  });
  return [
    "# Troubleshooting: every failure by its code",
    "",
    "Written by `npm run troubleshooting` from `src/core/base/error-table.ts`; not to be edited by hand. The window shows the sentence, the command",
    "line prints the code with it (`--json`: `{ path, error: { code, message } }`). Words in italics stand for what it is about; sizes are examples.",
    "",
    ...sections,
  ].join("\n");
}

if (isMain(import.meta.url)) writeFileSync(join(root, "docs", "troubleshooting.md"), troubleshooting());
