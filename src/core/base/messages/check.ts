/** What `overread check` says. */
export const checkWords = {
  noPathsWanted: () => "check takes no paths; name the library with --library.",
  noLibrary: () => "check: --library needs the name of a folder.",
  progress: (done: number, total: number) => `${done} of ${total} films ...`,
  database: (fault: string) => `The database has a fault: ${fault}. Restore it from a backup.`,
  missing: (hash: string) => `The file of film ${hash} is missing. Import the film again.`,
  damaged: (hash: string) => `The file of film ${hash} does not hold its bytes. Import the film again.`,
  unknown: (path: string) =>
    `${path} belongs to no film of the library. If it should, import it; else move it away.`,
  verdict: (library: string, films: number, faults: number) =>
    `${library}: ${films} ${films === 1 ? "film is" : "films are"} in place, ${faults === 0 ? "no fault" : faults === 1 ? "1 fault" : `${faults} faults`}.`,
} as const;
