import type { BackupState, LibraryUpkeep } from "../../core/api.ts";
import { request } from "../bridge/index.ts";
import { notices, said } from "./notices.svelte.ts";

/** When the library was last checked and saved, and the backup that is being written. */
class Upkeep {
  value = $state.raw<LibraryUpkeep | null>(null);
  backup = $state.raw<BackupState>({ running: null, result: null });

  takeBackup(backup: BackupState): void {
    this.backup = backup;
  }

  async load(): Promise<void> {
    try {
      this.value = await request("library.upkeep", {});
      this.backup = await request("backup.state", {});
    } catch (error) {
      notices.fail(error);
    }
  }

  /** @returns null, or the sentence of why no backup was begun */
  async save(file: string, passphrase: string | null): Promise<string | null> {
    try {
      this.backup = await request("backup.start", { file, passphrase });
      return null;
    } catch (error) {
      return said(error).message;
    }
  }

  async stop(): Promise<void> {
    try {
      await request("backup.cancel", {});
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const upkeep = new Upkeep();
