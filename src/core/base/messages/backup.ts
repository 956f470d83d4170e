import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/backup.ts";

const films = (count: number): string => `${count} ${count === 1 ? "film" : "films"}`;
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** What the command line says of backups. */
const backupWordsEnglish = {
  noFile: (command: string) => `${command}: name the one file of the backup.`,
  noLibrary: (command: string) => `${command}: --library needs the name of a folder.`,
  noPassphraseFile: (command: string) => `${command}: --passphrase-file needs the name of a file.`,
  unreadable: (path: string, code: string) => `--passphrase-file: ${path} cannot be read (${code}).`,
  shortPassphrase: (path: string, least: number) =>
    `--passphrase-file: the first line of ${path} has fewer than ${least} characters.`,
  progress: (done: number, total: number) => `${megabytes(done)} of ${megabytes(total)} MB ...`,
  missing: (hash: string) => `The file of film ${hash} is missing or damaged.`,
  written: (count: number, file: string, encrypted: boolean) =>
    `${films(count)} and all reads are in ${file}${encrypted ? ", encrypted." : ", not encrypted."}`,
  restored: (count: number, library: string) => `${films(count)} and all reads are restored: ${library}`,
} as const;
export const backupWords: Translated<typeof backupWordsEnglish> = words(
  backupWordsEnglish,
  turkish.backupWords,
);

/** What Settings says of backups. */
const backupSettingsEnglish = {
  title: "Backup",
  hint: "Writes films, reads and the audit record into one new file, while you read on. Keep it on another disk than the library.",
  last: "Last backup",
  never: "None yet.",
  lastWas: (at: string, file: string, count: number, encrypted: boolean) =>
    `${at}: ${films(count)} in ${file}, ${encrypted ? "encrypted" : "not encrypted"}`,
  due: (days: number | null) =>
    days === null
      ? "Make a backup: a broken disk takes everything that only the library holds."
      : `That was ${days} days ago. Make a new one.`,
  folder: "Folder",
  placeholder: "Whole path, such as /mnt/backups or D:\\backups",
  file: "File",
  encrypt: "Encrypt with a passphrase",
  passphrase: (least: number) => `Passphrase (${least} characters or more)`,
  again: "The same once more",
  different: "The two are not the same.",
  lost: "A lost passphrase cannot be replaced: without it nobody can restore the backup.",
  open: "Without a passphrase whoever has the file can read it.",
  start: "Make a backup",
  cancel: "Stop",
  progress: (done: number, total: number) =>
    total === 0 ? "Beginning ..." : `${megabytes(done)} of ${megabytes(total)} MB`,
  done: (count: number, file: string) => `${films(count)} and all reads are in ${file}.`,
  missing: (count: number) =>
    `${films(count)} ${count === 1 ? "is" : "are"} not in it: the ${count === 1 ? "file is" : "files are"} missing or damaged.`,
  cancelled: "Stopped. Nothing was left behind.",
  restore: "To restore, use the command line, into a new folder:",
  restoreCommand: "overread restore FILE --library FOLDER",
  onlyAdministrators: "Only administrators make backups: all patients are in one.",
  reminder: (at: string | null) =>
    at === null
      ? "The library was never saved. Settings, Backup makes a backup."
      : `The last backup of the library is of ${at}. Settings, Backup makes a new one.`,
} as const;
export const backupSettings: Translated<typeof backupSettingsEnglish> = words(
  backupSettingsEnglish,
  turkish.backupSettings,
);
