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
  // Study database
  "library/disk-full": {
    severity: "error",
    sentence: (p) =>
      p["imported"] === undefined
        ? "The disk that holds the library is full, so nothing was saved. Make room and do it once more."
        : `The disk that holds the library is full. ${p["imported"]} films were imported before it; make room and import the rest once more.`,
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
      `The library at ${p["folder"] ?? "its place"} cannot be written (${p["detail"] ?? "no permission"}).`,
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
  "library/no-such-film": {
    severity: "error",
    sentence: () => "This film is no longer in the library.",
  },
  "library/film-missing": {
    severity: "error",
    sentence: () =>
      "The file of this film is missing from the library or was changed. Import the film again.",
  },
  "import/no-such-upload": {
    severity: "error",
    sentence: () => "The files to import are no longer there. Choose them again.",
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
  "inference/failed": {
    severity: "error",
    sentence: (p) => `The network ${p["model"] ?? "?"} gave no answer for this film (${p["detail"] ?? "?"}).`,
  },
  "inference/process-died": {
    severity: "warning",
    sentence: () => "The process that runs the networks stopped and was started again.",
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
export const errorTable: Readonly<Record<ErrorCode, ErrorEntry>> = entries;
