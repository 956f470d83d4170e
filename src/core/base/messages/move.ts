import type { MoveState } from "../../api.ts";
import { words, type Translated } from "../words.ts";
import * as turkish from "./tr/move.ts";

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
const files = (count: number): string => `${count} ${count === 1 ? "file" : "files"}`;
type Stage = NonNullable<MoveState["running"]>["stage"];

/** What the command line says of the library's place. */
const placeWordsEnglish = {
  noVerb: () => "library: say nothing more to see where it is, or: library move FOLDER, library use FOLDER.",
  noFolder: (verb: string) => `library ${verb}: name the one folder.`,
  noLibrary: () => "library: --library needs the name of a folder.",
  onlyToSee: (verb: string) => `library ${verb} is about the usual library; it takes no --library.`,
  keepIsForMoves: () => "library: --keep goes with library move.",
  none: (folder: string) => `${folder}: no library yet; it is made at the first start.`,
  usage: (studies: number, films: number, filmBytes: number, database: number, free: number) =>
    `${studies} ${studies === 1 ? "study" : "studies"}, ${films} ${films === 1 ? "film" : "films"}: ${(filmBytes / 1e9).toFixed(2)} GB of films, ${(database / 1e6).toFixed(1)} MB of database; ${(free / 1e9).toFixed(1)} GB free on its disk`,
  usual: (folder: string) => `${folder} (the usual place)`,
  chosen: (folder: string) => `${folder} (chosen)`,
  copying: (done: number, total: number) => `${megabytes(done)} of ${megabytes(total)} MB ...`,
  moved: (folder: string) => `The library is now at ${folder}. Every file was read back and is the same.`,
  left: (folder: string) => `The old copy is still at ${folder}.`,
  unreadable: (path: string) => `${path} cannot be read from the old disk any more. Import its film again.`,
  used: (folder: string) => `From the next start on the library is ${folder}.`,
} as const;
export const placeWords: Translated<typeof placeWordsEnglish> = words(placeWordsEnglish, turkish.placeWords);

/** What Settings says of the library's place. */
const moveSettingsEnglish = {
  open: "Move ...",
  title: "Move the library",
  hint: "Copies the library to an empty or new folder, also on another disk, reads every file back, and then goes on there. You read on meanwhile; for moments at the end the workstation holds still.",
  folder: "New folder",
  placeholder: "Whole path, such as /mnt/films/library or D:\\library",
  keep: "Keep the old copy",
  kept: "The old copy holds all patients: keep it as safe as the library, and delete it when it is not needed.",
  removed: "The old copy is removed when the new one is proven.",
  start: "Move the library",
  close: "Close",
  cancel: "Stop",
  stage: (stage: Stage, done: number, total: number): string =>
    ({
      copying:
        total === 0 ? "Looking through the library ..." : `${megabytes(done)} of ${megabytes(total)} MB`,
      waiting: "Copied. Waiting until other programs have closed the library ...",
      finishing: "Finishing: the workstation holds still for a moment ...",
    })[stage],
  done: (folder: string) => `The library is now at ${folder}. Every file was read back and is the same.`,
  left: (folder: string) => `The old copy is still at ${folder}.`,
  unreadable: (count: number) =>
    `${files(count)} could not be read from the old disk any more. The check of the library names the films; import them again.`,
  cancelled: "Stopped. The library is where it was, and nothing was left behind.",
  onlyAdministrators: "Only administrators move the library or choose another one.",
} as const;
export const moveSettings: Translated<typeof moveSettingsEnglish> = words(
  moveSettingsEnglish,
  turkish.moveSettings,
);

/** What Settings says of another library. */
const otherLibraryEnglish = {
  open: "Use another ...",
  title: "Use another library",
  hint: "From the next start on Overread opens the library in this folder; in an empty or new folder a library is begun. This library stays where it is, as it is.",
  folder: "Folder of the other library",
  start: "Use from the next start on",
  used: placeWordsEnglish.used,
} as const;
export const otherLibrary: Translated<typeof otherLibraryEnglish> = words(
  otherLibraryEnglish,
  turkish.otherLibrary,
);
