import { language } from "./language.ts";
import { backendName as backend } from "./messages/inference.ts";
import { errors as turkish } from "./messages/tr/errors.ts";

/**
 * The one table of failures: code -> severity and the sentence a radiologist reads.
 * A sentence says what happened, to which film, and what to do. Codes are fixed words
 * (the command line prints them); none of them stands for a bad input that was not understood.
 */
export type ErrorParams = Readonly<Record<string, string | number>>;
export type Severity = "info" | "warning" | "error";

interface ErrorEntry {
  readonly severity: Severity;
  readonly sentence: (p: ErrorParams) => string;
}

const megabytes = (bytes: string | number | undefined): string =>
  bytes === undefined ? "an unknown number of" : (Number(bytes) / 1e6).toFixed(1);
const named = (p: ErrorParams): string => (p["file"] === undefined ? "The file" : `${p["file"]}`);

const entries = {
  // Films
  "film/not-a-film": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is not a film: it is neither DICOM nor PNG nor JPEG. Choose a DICOM, PNG or JPEG file.`,
  },
  "film/empty": {
    severity: "error",
    sentence: (p) => `${named(p)} is empty. Copy it again from its source.`,
  },
  "film/truncated": {
    severity: "error",
    sentence: (p) =>
      p["expected"] === undefined
        ? `${named(p)} is cut off after ${megabytes(p["actual"])} MB. Copy it again from its source and import it once more.`
        : `${named(p)} is cut off after ${megabytes(p["actual"])} of ${megabytes(p["expected"])} MB. Copy it again from its source and import it once more.`,
  },
  "film/too-large": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} asks for ${p["asked"] ?? "more"} where Overread takes at most ${p["limit"] ?? "its limit"}. It was not opened.`,
  },
  "film/no-pixels": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is DICOM but carries no picture (${p["detail"] ?? "no Pixel Data"}). Choose the image of the study instead.`,
  },
  "film/bad-attribute": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} cannot be shown: ${p["attribute"] ?? "an attribute"} is ${p["value"] ?? "missing"}. Ask its source to send it again.`,
  },
  "film/corrupt": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is damaged (${p["detail"] ?? "its data contradict themselves"}). Copy it again from its source.`,
  },
  "film/no-such-frame": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} has ${p["frames"] ?? "fewer"} frames; frame ${p["frame"] ?? "?"} does not exist.`,
  },
  "codec/unsupported": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is stored as ${p["name"] ?? "an unknown transfer syntax"} (${p["uid"] ?? "?"}), which Overread does not decode. Ask its source for another transfer syntax, such as JPEG Lossless or uncompressed.`,
  },
  "codec/failed": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} could not be decoded as ${p["name"] ?? "its transfer syntax"}: the compressed picture is damaged. Copy it again from its source.`,
  },
  // Files and folders
  "file/not-found": {
    severity: "error",
    sentence: (p) => `${named(p)} is not there. Check the name and whether the disk or share is connected.`,
  },
  "file/not-readable": {
    severity: "error",
    sentence: (p) => `${named(p)} cannot be read (${p["detail"] ?? "no permission"}). Check its permissions.`,
  },
  "file/exists": {
    severity: "error",
    sentence: (p) => `${named(p)} is already there with other content. Choose another folder.`,
  },
  "file/not-writable": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} cannot be written (${p["detail"] ?? "no permission"}). Check the folder and the room on its disk.`,
  },
  "folder/no-films": {
    severity: "warning",
    sentence: (p) =>
      `${p["folder"] ?? "The folder"} holds no films: none of its ${p["files"] ?? 0} files is DICOM, PNG or JPEG.`,
  },
  // Archives and discs
  "archive/damaged": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is a damaged ZIP archive (${p["detail"] ?? "it contradicts itself"}). Copy it again from its source.`,
  },
  "archive/entry-damaged": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is damaged in its ZIP archive (${p["detail"] ?? "its data contradict themselves"}). Copy the archive again from its source.`,
  },
  "archive/encrypted": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is encrypted in its ZIP archive. Unpack the archive with its password and import what comes out.`,
  },
  "archive/unsupported": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is compressed in its ZIP archive by method ${p["method"] ?? "?"}, which Overread does not unpack. Unpack the archive and import what comes out.`,
  },
  "archive/nested": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is an archive inside an archive, which Overread does not look into. Unpack the outer one and import what comes out.`,
  },
  "archive/unsafe-name": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} names a place outside its ZIP archive. It was not imported: no honest program writes such a name.`,
  },
  "archive/link": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is a link in its ZIP archive, not a film. Pack the film itself and import it once more.`,
  },
  "archive/too-large": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} would unpack to ${p["asked"] ?? "more"} where Overread takes at most ${p["limit"] ?? "its limit"}. It was not unpacked.`,
  },
  "media/damaged": {
    severity: "warning",
    sentence: (p) =>
      `${named(p)}, the index of the disc, cannot be read (${p["detail"] ?? "it contradicts itself"}). The disc's folders were searched instead.`,
  },
  "media/missing-file": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} stands in the disc's index but not on the disc. Copy the disc again from its source.`,
  },
  "media/index-alone": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is the index of a disc and came without the disc's films. Choose the folder that it stands in.`,
  },
  "media/unsafe-reference": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} stands in the disc's index but leads outside the disc. It was not imported.`,
  },
  // Pictures' patients
  "identity/list-damaged": {
    severity: "error",
    sentence: (p) =>
      `${named(p)}, the list that says whose the pictures are, cannot be read (${p["detail"] ?? "?"}). The pictures it is about count as not named by it.`,
  },
  "identity/bad-row": {
    severity: "error",
    sentence: (p) =>
      `${named(p)}, row ${p["row"] ?? "?"}: ${p["column"] ?? "a column"} is not valid, so ${p["picture"] ?? "the picture"} was not imported. Correct the row and import it once more.`,
  },
  "identity/not-listed": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is not in the list that says whose the pictures are. It was not imported; add a row for it.`,
  },
  "identity/no-such-file": {
    severity: "warning",
    sentence: (p) =>
      `${named(p)} names ${p["picture"] ?? "a picture"}, which is not there. Check the name in its row.`,
  },
  // Watched folder
  "watch/not-a-folder": {
    severity: "error",
    sentence: (p) =>
      `${p["folder"] ?? "This"} is not a folder that can be watched. Give its whole path and check that the disk or share is connected.`,
  },
  "watch/inside-library": {
    severity: "error",
    sentence: (p) =>
      `${p["folder"] ?? "This folder"} and the library lie in each other. Watch another folder.`,
  },
  "watch/lost": {
    severity: "warning",
    sentence: (p) =>
      `The watched folder ${p["folder"] ?? ""} is gone. Connect its disk or share; Overread goes on when it is back.`,
  },
  // Study database
  "library/disk-full": {
    severity: "error",
    sentence: (p) =>
      p["imported"] === undefined
        ? "The disk that holds the library is full, so nothing was saved. Make room and do it once more."
        : `The disk that holds the library is full. ${p["imported"]} films were imported before it; make room and import the rest once more.`,
  },
  "library/not-there": {
    severity: "error",
    sentence: (p) => `There is no library at ${p["folder"] ?? "that place"}. Check the name of the folder.`,
  },
  "library/busy": {
    severity: "error",
    sentence: () =>
      "Another program keeps the library to itself. Close other programs that use it and try again.",
  },
  "library/other-patient": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} belongs to a study that is in the library under another patient. It was not imported; ask its source which patient is right.`,
  },
  "library/not-writable": {
    severity: "error",
    sentence: (p) =>
      `The library at ${p["folder"] ?? "its place"} cannot be written (${p["detail"] ?? "no permission"}), so nothing was saved. Make it writable again: check its permissions, and whether its disk has become read-only.`,
  },
  "library/from-the-future": {
    severity: "error",
    sentence: (p) =>
      `The library was written by a newer Overread (schema ${p["found"] ?? "?"}; this one knows ${p["known"] ?? "?"}). Start the newer version.`,
  },
  "library/damaged": {
    severity: "error",
    sentence: (p) =>
      `The library is damaged (${p["detail"] ?? "the database cannot be read"}). Restore it from a backup.`,
  },
  "library/conflict": {
    severity: "warning",
    sentence: (p) =>
      `${named(p)} has the SOP Instance UID of a film that is already in the library, but other bytes. The film in the library was kept.`,
  },
  "library/no-such-study": {
    severity: "error",
    sentence: () => "This study is no longer in the library.",
  },
  "study/changed": {
    severity: "warning",
    sentence: (p) =>
      `The study has ${p["films"] ?? "other"} films by now, so it was not deleted. Look at it again and decide once more.`,
  },
  "hanging/refused": {
    severity: "warning",
    sentence: (p) => `${p["detail"] ?? "These rules of hanging make no sense."}`,
  },
  "study/second-read-open": {
    severity: "warning",
    sentence: () =>
      "A second read of this study is open, so it was not deleted. Settle the second read first.",
  },
  "library/disk-low": {
    severity: "warning",
    sentence: (p) =>
      `The disk that holds the library has ${p["free"] ?? "little"} left. Make room before it is full: imports stop then.`,
  },
  "library/no-such-film": {
    severity: "error",
    sentence: () => "This film is no longer in the library.",
  },
  "library/film-missing": {
    severity: "error",
    sentence: () =>
      "The file of this film is missing from the library or was changed. Import the film again.",
  },
  "library/films-gone": {
    severity: "error",
    sentence: (p) =>
      `The folder of all films (${p["folder"] ?? "below the library"}) is empty or not there, while the database names films. Connect its disk, or restore the library from a backup.`,
  },
  "backup/file-there": {
    severity: "error",
    sentence: (p) => `${p["file"] ?? "The file"} is there already. Name another file for the backup.`,
  },
  "backup/under-way": {
    severity: "warning",
    sentence: () => "A backup is being written already. Wait for its end or stop it first.",
  },
  "backup/not-a-path": {
    severity: "error",
    sentence: () => "Name the whole path of the backup, with its folder and the name of a new file.",
  },
  "backup/short-passphrase": {
    severity: "error",
    sentence: (p) => `The passphrase is too short: it needs at least ${p["least"] ?? 12} characters.`,
  },
  "backup/disk-full": {
    severity: "error",
    sentence: (p) =>
      `The disk became full at ${p["place"] ?? "its place"}. What was begun was removed again; make room and do it once more.`,
  },
  "backup/no-access": {
    severity: "error",
    sentence: (p) =>
      `${p["place"] ?? "The place"} cannot be read or written (${p["detail"] ?? "no permission"}).`,
  },
  "backup/changed-meanwhile": {
    severity: "error",
    sentence: () => "A film's file changed while it was saved, so no backup was made. Do it once more.",
  },
  "backup/not-a-backup": {
    severity: "error",
    sentence: (p) => `${named(p)} is not a backup of Overread, or of a version that this one does not know.`,
  },
  "backup/passphrase-wanted": {
    severity: "error",
    sentence: (p) => `${named(p)} is encrypted. Give its passphrase (--passphrase-file).`,
  },
  "backup/wrong-passphrase": {
    severity: "error",
    sentence: (p) => `The passphrase does not open ${p["file"] ?? "the backup"}. Nothing was restored.`,
  },
  "backup/truncated": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is cut off: its end is missing. Nothing was restored; copy it again from its source.`,
  },
  "backup/altered": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is not as it was written: it was altered or damaged. Nothing was restored; take another backup.`,
  },
  "backup/place-taken": {
    severity: "error",
    sentence: (p) =>
      `There is something at ${p["folder"] ?? "that place"} already, and restoring replaces nothing. Name an empty or new folder, or close Overread and move what is there away.`,
  },
  "library/place-gone": {
    severity: "error",
    sentence: (p) =>
      `The library's place, ${p["folder"] ?? "a folder"}, is not there or holds no library. Connect its disk and start again, or choose another place: overread library use FOLDER.`,
  },
  "library/place-unreadable": {
    severity: "error",
    sentence: (p) =>
      `Where the library is cannot be read from ${p["file"] ?? "Overread's folder"}. Move that file away and choose the place again: overread library use FOLDER.`,
  },
  "library/moved": {
    severity: "error",
    sentence: (p) =>
      `The library was moved from ${p["folder"] ?? "this folder"} to ${p["to"] ?? "another one"}. Start Overread without --library. To open what was kept here, delete ${p["note"] ?? "moved.json"} first.`,
  },
  "library/half-moved": {
    severity: "error",
    sentence: (p) =>
      `${p["folder"] ?? "This folder"} holds a copy of a library that is not whole: a move to it has not ended. The library is in its old place.`,
  },
  "move/under-way": {
    severity: "warning",
    sentence: () => "The library is being moved already. Wait for its end or stop it first.",
  },
  "move/not-a-path": {
    severity: "error",
    sentence: () => "Name the whole path of the folder that the library is to move to.",
  },
  "move/inside-library": {
    severity: "error",
    sentence: (p) =>
      `${p["folder"] ?? "The folder"} is the library's own folder, in it or around it. Name a folder beside it.`,
  },
  "move/place-taken": {
    severity: "error",
    sentence: (p) =>
      `There is something at ${p["folder"] ?? "that place"} already, and a move replaces nothing. Name an empty or new folder.`,
  },
  "move/no-room": {
    severity: "error",
    sentence: (p) =>
      `The library needs ${p["need"] ?? "more"} at ${p["folder"] ?? "the new place"}, and ${p["free"] ?? "less"} is free there. Make room or name another disk. The library is where it was.`,
  },
  "move/link": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} is a link, or neither a file nor a folder, so the library cannot be moved whole. Put what it leads to in its place first. The library is where it was.`,
  },
  "move/not-identical": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} does not hold the bytes that were written: the disk there is at fault. The copy was removed, and the library is where it was. Name another disk.`,
  },
  "move/in-use": {
    severity: "error",
    sentence: () =>
      "Another Overread or command uses the library, so it cannot be moved now. Close it and move the library again.",
  },
  "move/named-at-start": {
    severity: "error",
    sentence: () =>
      "This library was named when Overread was started (--library), so its place is not Overread's to keep. Start without --library to move the usual one, or move this one by backup and restore.",
  },
  "import/no-such-job": {
    severity: "error",
    sentence: () => "This import has ended or was taken off the list. Start it again with its files.",
  },
  "import/no-such-upload": {
    severity: "error",
    sentence: () => "The files to import are no longer there. Choose them again.",
  },
  // Export
  "export/not-dicom": {
    severity: "warning",
    sentence: () =>
      "Only a DICOM film can be exported as anonymised DICOM; this one is a PNG or JPEG picture. Export it as a picture.",
  },
  // Reads
  "read/already-committed": {
    severity: "warning",
    sentence: () => "This read was committed and can no longer be changed.",
  },
  "read/no-finding": {
    severity: "warning",
    sentence: () => "Choose pneumonia, no pneumonia or cannot say before you commit the read.",
  },
  "mark/in-read": {
    severity: "warning",
    sentence: () => "This mark is part of a committed read and can no longer be changed.",
  },
  "mark/of-another-reader": {
    severity: "warning",
    sentence: () => "This mark is another reader's. Only its reader can change it.",
  },
  "read/not-committed": {
    severity: "warning",
    sentence: () => "This read is not committed yet. Commit it first.",
  },
  "read/empty-addendum": {
    severity: "warning",
    sentence: () => "An addendum needs words. Write what is to be added.",
  },
  // Reports
  "report/unknown-field": {
    severity: "warning",
    sentence: (p) =>
      `The template “${p["name"] ?? ""}” asks for {${p["field"] ?? ""}}, which is no field. Fields are: ${p["fields"] ?? ""}.`,
  },
  "report/no-aid": {
    severity: "warning",
    sentence: (p) =>
      `The template “${p["name"] ?? ""}” names the panel, and so it must say that the networks are an aid. Add {aid}.`,
  },
  "report/name-twice": {
    severity: "warning",
    sentence: (p) => `Two templates are named “${p["name"] ?? ""}”. Give one of them another name.`,
  },
  "report/no-such-template": {
    severity: "warning",
    sentence: () => "This template is no longer there. Choose another one.",
  },
  "report/bad-picture": {
    severity: "error",
    sentence: () =>
      "The key image could not be put into the report: it is no JPEG picture. Save the report again.",
  },
  "report/no-letters": {
    severity: "warning",
    sentence: (p) =>
      `The PDF's fonts have no letters for “${p["letters"] ?? ""}”, and a report must not misspell anybody. Copy the report as text instead.`,
  },
  // Second reads
  "second-read/gone": {
    severity: "warning",
    sentence: () => "This second read is no longer in the queue. Open the queue again.",
  },
  "second-read/already-asked": {
    severity: "info",
    sentence: () => "A second read of this study is already in the queue.",
  },
  "second-read/not-a-second-reader": {
    severity: "warning",
    sentence: () => "You do not do second reads. Ask an administrator to change that.",
  },
  "second-read/taken": {
    severity: "info",
    sentence: () => "This second read has been taken already. Choose another one from the queue.",
  },
  "second-read/own": {
    severity: "warning",
    sentence: () =>
      "This is a second read of your own first read. In this department another reader does it.",
  },
  "second-read/too-soon": {
    severity: "warning",
    sentence: () =>
      "You read this study yourself, too short a time ago for a second read by this department's rules.",
  },
  "second-read/not-yours": {
    severity: "warning",
    sentence: () =>
      "This disagreement is settled by a third reader, or by the two readers together. Leave it to them.",
  },
  "second-read/score": {
    severity: "warning",
    sentence: () =>
      "The score does not fit the final answer: 1 where the first read was right, 2a to 3b where it was not.",
  },
  // Readers
  "session/locked": {
    severity: "info",
    sentence: () => "The workstation is locked. Sign in to go on; what was typed is kept.",
  },
  "session/wrong-secret": {
    severity: "warning",
    sentence: () => "This PIN or password is not right. Try again, or ask an administrator to set a new one.",
  },
  "session/wait": {
    severity: "warning",
    sentence: (p) =>
      `There were too many wrong attempts. Wait ${p["seconds"] ?? "some"} seconds, then try again.`,
  },
  "reader/unknown": {
    severity: "error",
    sentence: () => "This reader does not sign in here any more. Ask an administrator.",
  },
  "reader/not-administrator": {
    severity: "warning",
    sentence: () => "Only an administrator can do this.",
  },
  "reader/name-taken": {
    severity: "warning",
    sentence: (p) => `There is a reader named ${p["name"] ?? "so"} already. Choose another name.`,
  },
  "reader/last-administrator": {
    severity: "warning",
    sentence: () => "One administrator must remain. Make somebody else an administrator first.",
  },
  "reader/secure-yourself": {
    severity: "warning",
    sentence: () => "Set a PIN or password for yourself first: with a second reader, everybody signs in.",
  },
  "reader/secret-needed": {
    severity: "warning",
    sentence: () => "With several readers, everybody needs a PIN or password.",
  },
  "reader/secret-too-short": {
    severity: "warning",
    sentence: () => "A PIN has 4 to 12 digits, a password at least 8 characters.",
  },
  "panel/sealed": {
    severity: "info",
    sentence: () => "The panel waits for your read.",
  },
  // Networks
  "model/manifest-invalid": {
    severity: "error",
    sentence: (p) =>
      `The network in ${p["folder"] ?? "its folder"} was not loaded: its manifest is not valid (${p["detail"] ?? "?"}).`,
  },
  "model/hash-mismatch": {
    severity: "error",
    sentence: (p) =>
      `The network ${p["model"] ?? "?"} was not loaded: ${p["file"] ?? "a file"} is not the one its manifest describes. Install it again.`,
  },
  "model/file-missing": {
    severity: "error",
    sentence: (p) =>
      `The network ${p["model"] ?? "?"} was not loaded: ${p["file"] ?? "a file"} is missing. Install it again.`,
  },
  "model/load-failed": {
    severity: "error",
    sentence: (p) => `The network ${p["model"] ?? "?"} could not be loaded (${p["detail"] ?? "?"}).`,
  },
  "model/none": {
    severity: "error",
    sentence: (p) =>
      `No network could be loaded from ${p["folder"] ?? "the models folder"}. Films can be read; the panel stays empty.`,
  },
  "model/panel-rule-invalid": {
    severity: "warning",
    sentence: (p) =>
      `The panel's rule in ${p["folder"] ?? "the models folder"} was not used: it is not valid (${p["detail"] ?? "?"}). The panel weighs its networks equally until it is installed again.`,
  },
  "model/film-space-invalid": {
    severity: "warning",
    sentence: (p) =>
      `Films cannot be compared with those that the networks know, since the film space in ${p["folder"] ?? "the models folder"} is not valid (${p["detail"] ?? "?"}). The film check looks at header and grey levels alone until it is installed again.`,
  },
  "inference/failed": {
    severity: "error",
    sentence: (p) => `The network ${p["model"] ?? "?"} gave no answer for this film (${p["detail"] ?? "?"}).`,
  },
  "inference/process-died": {
    severity: "warning",
    sentence: () => "The process that runs the networks stopped and was started again.",
  },
  "inference/backend-lost": {
    severity: "warning",
    sentence: (p) =>
      `${backend(p["from"]) ?? "What ran the networks"} no longer runs the networks (${p["detail"] ?? "it gave no reason"}). ${backend(p["to"]) ?? "The next way to run them"} does instead; every film is answered.`,
  },
  "inference/backend-unproven": {
    severity: "error",
    sentence: (p) =>
      `${backend(p["backend"]) ?? "It"} was not chosen: it has not proven itself on this computer (${p["detail"] ?? "it was not measured"}).`,
  },
  "inference/busy": {
    severity: "info",
    sentence: () => "Backends are being measured. Wait until it is done.",
  },
  "film/decoder-died": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} stopped the decoder. It is damaged in a way that no decoder accepts; copy it again from its source.`,
  },
  "film/too-slow": {
    severity: "error",
    sentence: (p) =>
      `${named(p)} was given up after ${p["seconds"] ?? "too many"} seconds of decoding. Copy it again from its source; if it stays so, ask for another transfer syntax.`,
  },
  "inference/not-running": {
    severity: "error",
    sentence: (p) =>
      `The process that opens films and runs the networks does not start (${p["detail"] ?? "?"}). Start Overread again; if it stays so, install it again.`,
  },
  // Program
  usage: {
    severity: "error",
    sentence: (p) => `${p["detail"] ?? "Wrong usage."}`,
  },
  "job/cancelled": {
    severity: "info",
    sentence: () => "Cancelled.",
  },
  "app/bad-request": {
    severity: "error",
    sentence: (p) =>
      `The window asked for something that Overread does not offer (${p["detail"] ?? "?"}). Close the window and start Overread again.`,
  },
  "app/protocol": {
    severity: "error",
    sentence: (p) =>
      `Two parts of Overread do not understand each other (${p["detail"] ?? "?"}). Install Overread again.`,
  },
  "app/disconnected": {
    severity: "error",
    sentence: () =>
      "This window has lost Overread: the program was closed or stopped. Start Overread again; committed reads are kept.",
  },
  "app/fault": {
    severity: "error",
    sentence: (p) =>
      `A fault in Overread stopped this action (${p["detail"] ?? "see the log"}). The library is unharmed; try again.`,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof entries;

/** A failure's sentence in the language of the moment. */
const inWords = (code: ErrorCode): ErrorEntry => ({
  severity: entries[code].severity,
  sentence: (p) => (language() === "tr" ? turkish[code] : entries[code].sentence)(p),
});
export const errorTable = Object.fromEntries(
  (Object.keys(entries) as ErrorCode[]).map((code) => [code, inWords(code)]),
) as Readonly<Record<ErrorCode, ErrorEntry>>;
