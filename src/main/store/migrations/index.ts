import { firstLibrary } from "./0001-first-library.ts";
import { ownModels } from "./0002-own-models.ts";
import { marks } from "./0003-marks.ts";
import { listings } from "./0004-listings.ts";
import { secondReads } from "./0005-second-reads.ts";
import { retention } from "./0006-retention.ts";
import { readerPreferences } from "./0007-reader-preferences.ts";
import { upkeep } from "./0008-upkeep.ts";
import { secondReadsListed } from "./0009-second-reads-listed.ts";
import type { Migration } from "./migration.ts";

/** Every step there ever was, in order. A step that was released is never changed. */
export const migrations: readonly Migration[] = [
  firstLibrary,
  ownModels,
  marks,
  listings,
  secondReads,
  retention,
  readerPreferences,
  upkeep,
  secondReadsListed,
];
