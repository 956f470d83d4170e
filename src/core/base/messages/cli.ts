/** What the command line says: usage, tables and counts. Failures have their sentences in the error table. */
const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const usage = `Usage:
  overread read PATH... [--json] [--models DIR]
      Classify films. A folder is searched for films; what is not a film by its content is skipped there.
        --json         one JSON object per film on standard output, nothing else
        --models DIR   take the networks from this folder, instead of Overread's own and of the user's
      The user's own models (docs/models.md) answer beside the panel and are not counted in it.
  overread import PATH... [--library DIR] [--csv FILE] [--json]
      Add films to the library, beside a running workstation or without one: files, folders, ZIP archives, and discs
      by their DICOMDIR. The same film twice is stored once.
        --library DIR  the library's folder, instead of this user's own
        --csv FILE     whose the PNG and JPEG films are: columns file (below FILE's folder), patient_name, patient_id,
                       birth_date, sex (F, M, O), study_date (YYYY-MM-DD) and view (PA, AP, LL, RL); one that is not in
                       it is not imported. Without it a films.csv beside them is looked for.
        --json         one JSON object on standard output: imported, duplicates, rejected
  overread worklist [--library DIR] [--json] [--status S] [--search TEXT] [--limit N]
      List the library's studies, newest first, beside a running workstation or without one. Of the networks it tells
      how far they are, never an answer.
        --library DIR  the library's folder, instead of this user's own
        --json         one JSON object per study on standard output, nothing else
        --status S     unread, draft or read (your own read); none, pending, done, withheld, failed or partial (the panel)
        --search TEXT  any part of name, ID, accession number and description; every word must be there
        --limit N      at most so many (200 without)
  overread evaluate DIR [--json] [--models DIR]
      Measure the networks and the panel on films of known diagnosis: DIR holds the folders NORMAL and PNEUMONIA.
      Every film is answered, also those for which the film check would show a reader no number.
        --json         one JSON object for each film that failed ({ path, error }), then one for each network
                       (kind "model"), one for the panel (kind "panel"), and one with the counts (kind "summary").
                       A network: id, title, version, threshold; films, failed, patients; confusion and
                       confusionMatrix (rows actual, pneumonia first); classes (precision, recall, f1, support),
                       accuracy, macroAverage, weightedAverage; auc (95 % interval by patient), sensitivity,
                       specificity, intervals (Wilson), at90Specificity, ece. The panel: also networks, levels.
                       A figure that is not defined is null. Pneumonia is the positive class.
        --models DIR   as for read
      Patients are told apart by file names such as person12_..., IM-0115-... and 00001281_000; a film with another
      name counts as a patient of its own.
  overread audit verify [--library DIR] [--json]
      Check the audit record row by row: its chain, its seals, and the heads that were exported from it.
      Every row that was changed, removed, put in or cut off is named.
        --library DIR  as for import
        --json         one JSON object on standard output: rows, sealed, otherKey, heads, faults, last
  overread check [--library DIR] [--repair] [--json]
      Check the library as a whole: its database, and the bytes of every film's file. Without --repair nothing is changed.
        --library DIR  the library's folder, instead of this user's own
        --repair       mark films whose files are missing or damaged until they are imported again; list films whose
                       entry is gone again; move what is no film of the library to its folder set-aside
        --json         one JSON object on standard output: films, database, missing, damaged, unknown; with --repair
                       also repaired
  overread backup FILE [--library DIR] [--passphrase-file FILE] [--json]
      Write the whole library, films and reads, into one new file, while it is used or not.
        --library DIR  the library's folder, instead of this user's own
        --passphrase-file FILE  encrypt with the passphrase in this file's first line (12 characters or more); without
                       it whoever has the backup can read it. A lost passphrase cannot be replaced.
        --json         one JSON object on standard output: films, missing
  overread restore FILE [--library DIR] [--passphrase-file FILE] [--json]
      Make a library from a backup. All of it is checked first; the folder must be empty or not there yet.
        --library DIR, --passphrase-file FILE, --json  as for backup
  overread library [--library DIR] [--json]
      Say where the library is and what it takes.
        --library DIR  the library's folder, instead of this user's own
        --json         one JSON object on standard output: folder, chosen, studies, films, filmBytes, databaseBytes,
                       freeBytes, diskBytes, encryption; only the first two where there is no library yet
  overread library move FOLDER [--keep] [--json]
      Move this user's library to an empty or new folder, also on another disk, while nothing else uses it: every file is
      copied, synced and read back before the place is switched. The old copy is removed then.
        --keep         leave the old copy where it is
        --json         one JSON object on standard output: folder, left, unreadable
  overread library use FOLDER [--json]
      Make FOLDER this user's library from the next start on: one that holds a library, or an empty or new one.
        --json         one JSON object on standard output: folder
  overread phantom DIR [--count N] [--seed S]
      Write synthetic chest films, so that there is something to open. The same seed gives the same films.
        --count N      how many, 1 to 10000 (8 without)
        --seed S       whole number from 0 to 4294967295 (1 without)
  overread --help | --version

Exit code: 0 all done, 1 at least one file failed or is missing or record or library has a fault, 2 wrong usage.`;

export const cli = {
  noCommand: () =>
    "Say what to do: read, import, worklist, evaluate, audit, check, backup, restore, library or phantom.",
  unknownCommand: (command: string) => `There is no command "${command}".`,
  noPathsWanted: (command: string) => `${command} takes no paths; name the library with --library.`,
  noWorklistLibrary: () => "worklist: --library needs the name of a folder.",
  noSuchStatus: (status: string, known: string) => `--status: "${status}" is none of ${known}.`,
  films: (count: number) => `${count} ${plural(count, "film", "films")}`,
  noPaths: (command: string) => `${command}: name at least one film or folder.`,
  noList: () => "import: --csv needs the name of a file.",
  noLibrary: () => "import: --library needs the name of a folder.",
  noFolder: () => "phantom: name the one folder to write into.",
  notAFolder: (option: string, path: string) => `${option}: ${path} is not a folder.`,
  notANumber: (option: string, value: string, low: number, high: number) =>
    `${option}: "${value}" is not a whole number from ${low} to ${high}.`,
  notRegular: () => "it is neither a file nor a folder",
  skipped: (count: number, folder: string) =>
    `${folder}: ${count} ${plural(count, "file is not a film and was", "files are not films and were")} skipped.`,
  skippedInAll: (count: number) =>
    `${count} ${plural(count, "file is not a film and was", "files are not films and were")} skipped.`,
  importing: (done: number, total: number | null, remainingMs: number | null) =>
    total === null
      ? `${done} files ...`
      : `${done} of ${total} files${remainingMs === null ? "" : `, about ${Math.ceil(remainingMs / 1000)} s more`} ...`,
  imported: (count: number, duplicates: number, rejected: number, library: string) =>
    `${count} imported, ${duplicates} already there, ${rejected} not taken: ${library}`,
  wrote: (count: number, folder: string) =>
    `${count} phantom ${plural(count, "film", "films")} in ${folder}. They show no patient.`,
  interrupted: () => "Stopped.",
  /** Heads of a film's table. */
  network: "Network",
  version: "Version",
  probability: "Probability",
  threshold: "Threshold",
  verdict: "Verdict",
  panel: "Panel",
  own: "your own, not in the panel",
  check: "Film check",
  checkVerdict: { ok: "ok", warn: "warning", withhold: "withheld: no probability is shown" },
  verdictWord: { pneumonia: "pneumonia", normal: "normal" },
  withheld: "withheld",
  none: "-",
  level: { unanimous: "unanimous", majority: "majority", split: "split" },
  votes: (votes: number, of: number) =>
    `${votes} of ${of} ${plural(of, "network", "networks")} ${plural(votes, "votes", "vote")} pneumonia`,
  noVerdict: () => "no verdict",
  kind: { dicom: "DICOM", png: "PNG", jpeg: "JPEG" },
  size: (columns: number, rows: number) => `${columns} x ${rows} pixels`,
  time: (decode: number, infer: number) => `read in ${decode} ms, networks ${infer} ms`,
} as const;
