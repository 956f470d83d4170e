/** What the command line says: usage, tables and counts. Failures have their sentences in the error table. */
const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const usage = `Usage:
  overread read PATH... [--json] [--models DIR]
      Classify films. A folder is searched for films; what is not a film by its content is skipped there.
        --json         one JSON object per film on standard output, nothing else
        --models DIR   take the networks from this folder, instead of Overread's own and of the user's
      The user's own models (docs/models.md) answer beside the panel and are not counted in it.
  overread import PATH... [--library DIR] [--json]
      Add films to the library, beside a running workstation or without one. The same film twice is stored once.
        --library DIR  the library's folder, instead of this user's own
        --json         one JSON object on standard output: imported, duplicates, rejected
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
  overread phantom DIR [--count N] [--seed S]
      Write synthetic chest films, so that there is something to open. The same seed gives the same films.
        --count N      how many, 1 to 10000 (8 without)
        --seed S       whole number from 0 to 4294967295 (1 without)
  overread --help | --version

Exit code: 0 all done, 1 at least one file failed, 2 wrong usage.`;

export const cli = {
  noCommand: () => "Say what to do: read, import, evaluate or phantom.",
  unknownCommand: (command: string) => `There is no command "${command}".`,
  noPaths: (command: string) => `${command}: name at least one film or folder.`,
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
  importing: (done: number, total: number | null) =>
    total === null ? `${done} films ...` : `${done} of ${total} films ...`,
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
