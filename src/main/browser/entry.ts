import { rm, writeFile } from "node:fs/promises";
import { newSecret, sameSecret } from "./guard.ts";

/**
 * How a browser gets in: a one-time code in a file that only this user can read. The file is a page
 * that hands the code to the shell, so the browser is started on the file and the code never stands
 * on a command line. A code that was used is replaced by a new one.
 */
export class Entry {
  private readonly file: string;
  private readonly address: string;
  private code = "";
  /** Tokens of windows that came in; they live as long as the shell. */
  private readonly tokens = new Set<string>();

  constructor(file: string, address: string) {
    this.file = file;
    this.address = address;
  }

  /** Writes a new one-time code. */
  async renew(): Promise<void> {
    this.code = newSecret();
    await rm(this.file, { force: true });
    await writeFile(this.file, page(this.address, this.code), { mode: 0o600, flag: "wx" });
  }

  /** A token for the right code, once; undefined for any other. */
  async redeem(code: string): Promise<string | undefined> {
    if (this.code === "" || !sameSecret(code, this.code)) return undefined;
    this.code = "";
    const token = newSecret();
    this.tokens.add(token);
    await this.renew();
    return token;
  }

  admits(token: string | undefined): boolean {
    return token !== undefined && [...this.tokens].some((known) => sameSecret(known, token));
  }

  /** Takes the file away. */
  async close(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

/** Dark from its first tag on: a browser may draw a page before all of it is read, and what has no colour yet is white. */
const page = (address: string, code: string): string => `<!doctype html>
<html style="color-scheme: dark; background: #000">
<meta charset="utf-8" /><title>Overread</title>
<form method="post" action="${address}/enter"><input type="hidden" name="code" value="${code}" /></form>
<script>document.forms[0].submit();</script>
`;
