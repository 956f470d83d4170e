import type { AuditAction } from "../ports.ts";
import type { AuditFault, AuditVerdict } from "../../second-read/audit-chain.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/audit.ts";

const rows = (from: number, to: number): string =>
  from === to ? `Row ${from} was` : `Rows ${from} to ${to} were`;

/** What the check of the audit record says. */
const auditWordsEnglish = {
  noVerb: () => "audit: say what to do with the record; it can be verified (audit verify).",
  noLibrary: () => "audit: --library needs the name of a folder.",
  noLibraryThere: (folder: string) => `There is no library at ${folder}.`,
  fault(fault: AuditFault): string {
    switch (fault.kind) {
      case "changed":
        return `Row ${fault.row} was changed after it was written.`;
      case "removed":
        return `${rows(fault.from, fault.to)} removed.`;
      case "unchained":
        return `Row ${fault.row} was put in past the record's chain.`;
      case "forged":
        return `Row ${fault.row} carries a seal that this key did not make.`;
      case "cut-off":
        return `${rows(fault.from, fault.to)} cut off${fault.since === "" ? "" : ` (the record once reached row ${fault.to}: head of ${fault.since})`}.`;
      case "other-past":
        return `Row ${fault.row} is not the one whose head was exported at ${fault.since}: the record up to it was made anew.`;
    }
  },
  /** @param faults how many there are in all */
  verdict(
    { rows: all, sealed, otherKey, heads, last }: AuditVerdict,
    faults: number,
    library: string,
  ): string {
    const unsealed = all - sealed - otherKey;
    return [
      `${library}: ${all} rows, ${sealed} sealed with this key`,
      otherKey > 0 ? `, ${otherKey} with another key (not checked)` : "",
      unsealed > 0 ? `, ${unsealed} without a seal` : "",
      `, ${heads} exported ${heads === 1 ? "head" : "heads"}. `,
      faults === 0
        ? `The record is whole up to row ${last.number}.`
        : `The record has ${faults} ${faults === 1 ? "fault" : "faults"}.`,
    ].join("");
  },
} as const;
export const auditWords: Translated<typeof auditWordsEnglish> = words(auditWordsEnglish, turkish.auditWords);

/** Words of the page that shows the audit record. */
const auditPageWordsEnglish = {
  title: "Audit record",
  lead: (total: number) =>
    `${total} rows, newest first. Nothing in it can be changed; a check finds what was.`,
  loading: "Fetching the record",
  none: "No row is like this.",
  onlyAdministrators: "The audit record is shown to administrators.",
  label: "Rows of the audit record",
  columns: { number: "Row", at: "When", who: "Reader", what: "What", subject: "To what", details: "Details" },
  reader: "Reader",
  action: "What was done",
  from: "From",
  to: "To",
  all: "all",
  verify: "Check the record",
  verifying: "Checking every row",
  whole: "Whole",
  broken: "Not whole",
  head: "Export its head",
  headHint:
    "The record's present end as a small file. Keep it away from this PC: with it a record that was cut off or made anew is found.",
  headSaved: (name: string) => `The head is saved as ${name}. Keep it away from this PC.`,
  actions: {
    "workstation.start": "started the workstation",
    "library.import": "imported",
    "library.import-cancel": "stopped an import",
    "library.add-phantoms": "added phantoms",
    "library.identify": "said whose pictures are",
    "library.watch": "set the watched folder",
    "library.backup": "saved the library",
    "library.use": "chose another library for the next start",
    "library.move": "began to move the library",
    "library.move-cancel": "did not move the library",
    "library.moved": "moved the library",
    "library.check": "checked the library",
    "library.film-missing": "found a film missing",
    "library.film-back": "found a film again",
    "library.file-recovered": "took a file back in",
    "library.file-removed": "removed a file",
    "library.file-set-aside": "set a file aside",
    "study.open": "opened a study",
    "study.priority": "set a priority",
    "study.delete": "deleted a study",
    "film.open": "looked at a film",
    "read.draft": "began a read",
    "read.commit": "committed a read",
    "read.addendum": "added an addendum",
    "read.flag": "was flagged",
    "read.report": "took a report",
    "report.templates": "changed report templates",
    "second-read.ask": "asked for a second read",
    "second-read.take": "took a second read",
    "second-read.commit": "committed a second read",
    "second-read.settle": "settled a second read",
    "reader.add": "added a reader",
    "reader.change": "changed a reader",
    "reader.secret": "set a PIN or password",
    "reader.secret-reset": "set another's PIN or password",
    "rules.change": "changed the rules",
    "session.sign-in": "signed in",
    "session.refused": "was refused",
    "session.sign-out": "signed out",
    "session.lock": "was locked out",
    "audit.open": "opened the audit record",
    "audit.verify": "checked the audit record",
    "audit.export-head": "exported the record's head",
    "panel.reveal": "was shown the panel",
    "mark.save": "saved a mark",
    "mark.delete": "deleted a mark",
    "export.dicom": "exported a film",
    "export.picture": "exported a picture",
    "screen.check": "checked the screen",
    "film.classify": "had a film classified",
    "queue.pause": "paused or resumed the queue",
    "statistics.open": "opened statistics",
  } satisfies Record<AuditAction, string>,
} as const;
export const auditPageWords: Translated<typeof auditPageWordsEnglish> = words(
  auditPageWordsEnglish,
  turkish.auditPageWords,
);
