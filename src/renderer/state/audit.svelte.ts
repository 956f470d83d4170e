import { SvelteMap } from "svelte/reactivity";
import type { AuditCheck, AuditFilter, AuditRow } from "../../core/api.ts";
import { auditPageWords as words } from "../../core/base/messages/audit.ts";
import { request } from "../bridge/index.ts";
import { save } from "../ui/save.ts";
import { notices, said } from "./notices.svelte.ts";

const pageRows = 200;
/** Pages that are held: those on screen and around them. */
const held = 12;

const everything: AuditFilter = { reader: null, action: null, from: null, before: null };

/** The audit record as an administrator looks at it, fetched piece by piece. */
class AuditRecord {
  filter = $state.raw<AuditFilter>(everything);
  total = $state<number | null>(null);
  names = $state.raw<Readonly<Record<string, string>>>({});
  failure = $state<string | null>(null);
  check = $state.raw<AuditCheck | null>(null);
  checking = $state(false);
  #upTo: number | null = null;
  #asked = 0;
  readonly #pages = new SvelteMap<number, readonly AuditRow[]>();
  readonly #coming = new Set<number>();

  row(index: number): AuditRow | undefined {
    return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows];
  }

  /** Fetches the record from its newest row on, under another filter where one is given. */
  async load(filter: AuditFilter = this.filter): Promise<void> {
    this.filter = filter;
    this.#asked++;
    this.#upTo = null;
    this.#pages.clear();
    this.#coming.clear();
    await this.#fetch(0);
  }

  /** Fetches what is on screen and not here. */
  look(first: number, last: number): void {
    if (this.#upTo === null) return;
    for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page++) {
      if (!this.#pages.has(page) && !this.#coming.has(page)) void this.#fetch(page);
    }
  }

  async verify(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    this.check = null;
    try {
      this.check = await request("audit.verify", {});
    } catch (error) {
      notices.fail(error);
    } finally {
      this.checking = false;
    }
  }

  async exportHead(): Promise<void> {
    try {
      const { fileName, text } = await request("audit.exportHead", {});
      save(new Blob([text], { type: "application/json" }), fileName);
      notices.tell("info", words.headSaved(fileName));
    } catch (error) {
      notices.fail(error);
    }
  }

  /** Forgets all of it: the next who opens the page may be no administrator. */
  forget(): void {
    this.#asked++;
    this.#upTo = null;
    this.#pages.clear();
    this.#coming.clear();
    [this.total, this.names, this.failure, this.check] = [null, {}, null, null];
    this.filter = everything;
  }

  async #fetch(page: number): Promise<void> {
    const asked = this.#asked;
    this.#coming.add(page);
    try {
      const found = await request("audit.list", {
        filter: this.filter,
        upTo: this.#upTo,
        offset: page * pageRows,
        limit: pageRows,
      });
      if (asked !== this.#asked) return;
      this.#upTo = found.upTo;
      this.total = found.total;
      this.names = found.names;
      this.failure = null;
      this.#pages.set(page, found.rows);
      for (const old of this.#pages.keys()) {
        if (this.#pages.size > held && Math.abs(old - page) > held / 2) this.#pages.delete(old);
      }
    } catch (error) {
      if (asked === this.#asked) this.failure = said(error).message;
    } finally {
      if (asked === this.#asked) this.#coming.delete(page);
    }
  }
}

export const auditRecord = new AuditRecord();
