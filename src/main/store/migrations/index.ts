import { firstLibrary } from "./0001-first-library.ts";
import { ownModels } from "./0002-own-models.ts";
import type { Migration } from "./migration.ts";

/** Every step there ever was, in order. A step that was released is never changed. */
export const migrations: readonly Migration[] = [firstLibrary, ownModels];
