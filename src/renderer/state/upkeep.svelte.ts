import type { BackupState, LibraryUpkeep, MoveState } from "../../core/api.ts";
import { request } from "../bridge/index.ts";
import { notices, said } from "./notices.svelte.ts";

/** When the library was last checked and saved, the backup that is being written, and the library's move. */
class Upkeep {
  value = $state.raw<LibraryUpkeep | null>(null);
  backup = $state.raw<BackupState>({ running: null, result: null });
  move = $state.raw<MoveState | null>(null);

  takeBackup(backup: BackupState): void {
    this.backup = backup;
  }

  takeMove(move: MoveState): void {
    this.move = move;
  }

  async load(): Promise<void> {
    try {
      this.move = await request("library.moveState", {});
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

  /** @returns null, or the sentence of why no move was begun */
  async begin(folder: string, keep: boolean): Promise<string | null> {
    try {
      this.move = await request("library.move", { folder, keep });
      return null;
    } catch (error) {
      return said(error).message;
    }
  }

  async stopMove(): Promise<void> {
    try {
      await request("library.moveCancel", {});
    } catch (error) {
      notices.fail(error);
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
