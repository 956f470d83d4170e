import { randomUUID } from "node:crypto";
import type { AppEvent, SessionInfo } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import { readerId, type ReaderId } from "../../core/base/ids.ts";
import type { Language } from "../../core/base/language.ts";
import type { Clock, Log } from "../../core/base/ports.ts";
import type { ReadingMode } from "../../core/second-read/read.ts";
import { usualRules } from "../../core/second-read/rules.ts";
import { waitAfter, type Reader } from "../../core/second-read/readers.ts";
import type { Action, Credential, StudyStore } from "../../core/studies/study-store.ts";
import { credentialOf, matches } from "./secrets.ts";

export interface SessionOptions {
  readonly store: StudyStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (event: AppEvent) => void;
  /** Whom the operating system signed in: acts in the background, and reads while nobody has a secret. */
  readonly owner: { readonly id: ReaderId; readonly name: string };
  /** Somebody sits in front of it. The command line acts for its owner and signs nobody in. */
  readonly attended: boolean;
  /** Who sits in front of it already, as their library goes on in another place; null for nobody. */
  readonly signedIn: ReaderId | null;
}

/** Milliseconds between two looks at the clock for the automatic lock. */
const lookAgain = 5_000;

/** A moment by both clocks: one goes on while the computer sleeps, the other is never set back. */
const moment = () => ({ wall: Date.now(), steady: performance.now() });
/** Milliseconds since then, also where the clock was set back. */
const since = ({ wall, steady }: ReturnType<typeof moment>): number =>
  Math.max(Date.now() - wall, performance.now() - steady);

/**
 * Who sits at this PC. One person at a time, for every window: who it is, the workstation knows, and no
 * request says it. While no reader has a secret the user of the operating system reads, without a word.
 */
export class Session {
  readonly #options: SessionOptions;
  #reader: Reader | null = null;
  /** Who was signed in when the workstation locked itself: the first to be asked. */
  #last: ReaderId | null = null;
  #active = moment();
  #lockAfterMinutes = 0;
  #mode: ReadingMode = usualRules.mode;
  readonly #timer: NodeJS.Timeout;
  /** One at a time: guesses are not made side by side. */
  #attempts: Promise<unknown> = Promise.resolve();
  /** Wrong secrets that are dated later than now, since the clock was set back: when each was first seen. */
  readonly #later = new Map<string, number>();
  /** The library's readers as they were last looked at. */
  #known = "";

  private constructor(options: SessionOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#lockIfIdle(), lookAgain);
    this.#timer.unref();
  }

  static async start(options: SessionOptions): Promise<Session> {
    const session = new Session(options);
    const { store, owner, attended } = options;
    if (!attended) {
      const none = { administrator: false, secondReader: false, active: true, secured: false };
      session.#reader = { ...owner, ...none };
      return session;
    }
    await store.write.enrol({ ...session.#asOwner(), name: owner.name });
    const readers = await store.read.readers({});
    session.#known = JSON.stringify(readers);
    if (!readers.some(({ secured }) => secured)) {
      session.#reader = readers.find(({ id }) => id === owner.id) ?? null;
    } else session.#reader = readers.find(({ id, active }) => active && id === options.signedIn) ?? null;
    await session.rulesChanged();
    return session;
  }

  /** Who acts: the reader, or while nobody is signed in the user of the operating system. */
  get actor(): ReaderId {
    return this.#reader?.id ?? this.#options.owner.id;
  }

  /** @throws AppError session/locked */
  get reader(): Reader {
    if (this.#reader === null) throw new AppError("session/locked");
    return this.#reader;
  }

  get locked(): boolean {
    return this.#reader === null;
  }

  /** A key or pointer was used, or a film was asked for. */
  touched(): void {
    this.#active = moment();
  }

  async info(): Promise<SessionInfo> {
    const { read } = this.#options.store;
    const readers = await read.readers({});
    const here = this.#reader;
    return {
      reader: here && (readers.find(({ id }) => id === here.id) ?? null),
      language: here && (await read.language({ reader: here.id })),
      last: this.#last,
      readers: readers
        .filter(({ active, secured }) => active && secured)
        .map(({ id, name }) => ({ id, name })),
      lockAfterMinutes: this.#lockAfterMinutes,
      mode: this.#mode,
    };
  }

  /** @throws AppError session/wrong-secret, session/wait, reader/unknown */
  async signIn(id: ReaderId, secret: string): Promise<SessionInfo> {
    return this.#oneByOne(() => this.#signIn(id, secret));
  }

  #oneByOne<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#attempts.then(attempt);
    this.#attempts = answer.catch(() => undefined);
    return answer;
  }

  /**
   * Compares a secret with the one that was kept; wrong ones are counted, and after some one waits.
   * @throws AppError session/wrong-secret, session/wait
   */
  async #prove(
    id: ReaderId,
    secret: string,
    kept: { readonly credential: Credential; readonly failures: number; readonly failedUtc: string | null },
  ): Promise<void> {
    const at = this.#options.clock.now();
    const wait = waitAfter(kept.failures) - this.#secondsSince(id, kept.failedUtc, at.utc);
    if (wait > 0) throw new AppError("session/wait", { seconds: Math.ceil(wait) });
    if (await matches(secret, kept.credential)) return;
    await this.#options.store.write.signedIn({ reader: id, at, outcome: "wrong" });
    throw new AppError("session/wrong-secret");
  }

  /** Seconds since a wrong secret; one that is dated later than now counts from when it was first seen. */
  #secondsSince(id: ReaderId, failedUtc: string | null, nowUtc: string): number {
    if (failedUtc === null) return Infinity;
    const seconds = (Date.parse(nowUtc) - Date.parse(failedUtc)) / 1000;
    if (seconds >= 0) return seconds;
    const key = `${id} ${failedUtc}`;
    const seen = this.#later.get(key) ?? performance.now();
    this.#later.set(key, seen);
    return (performance.now() - seen) / 1000;
  }

  async #signIn(id: ReaderId, secret: string): Promise<SessionInfo> {
    const { store, clock } = this.#options;
    const kept = await store.read.credential({ reader: id });
    if (kept === null || kept.credential === null || !kept.active) throw new AppError("reader/unknown");
    await this.#prove(id, secret, { ...kept, credential: kept.credential });
    await store.write.signedIn({ reader: id, at: clock.now(), outcome: "signed-in" });
    const readers = await store.read.readers({});
    this.#reader = readers.find((one) => one.id === id) ?? null;
    this.#last = null;
    this.touched();
    this.#changed();
    return this.info();
  }

  /**
   * Signs out, so that anybody may sign in. Without secrets there is nothing to lock. Where it cannot be recorded
   * it locks all the same: an open workstation is worse than a missing entry.
   */
  async signOut(why: "session.sign-out" | "session.lock"): Promise<SessionInfo> {
    const reader = this.#reader;
    if (reader?.secured === true) {
      const { store, log } = this.#options;
      try {
        await store.write.record({ ...this.#asReader(reader.id), action: why, subject: reader.id });
      } catch (error) {
        log.error(`${why} was not recorded`, error);
      }
      this.#last = why === "session.lock" ? reader.id : null;
      this.#reader = null;
      this.#changed();
    }
    return this.info();
  }

  /** @throws AppError session/wrong-secret, session/wait, reader/secret-too-short, reader/secret-needed */
  async setSecret(current: string, wanted: string | null): Promise<SessionInfo> {
    return this.#oneByOne(() => this.#setSecret(current, wanted));
  }

  async #setSecret(current: string, wanted: string | null): Promise<SessionInfo> {
    const { store } = this.#options;
    const { id } = this.reader;
    const kept = await store.read.credential({ reader: id });
    const own = kept?.credential ?? null;
    // Whoever sits at somebody else's open workstation has no more guesses than at a locked one.
    if (kept !== null && own !== null) await this.#prove(id, current, { ...kept, credential: own });
    const credential = wanted === null ? null : await credentialOf(wanted);
    await store.write.setCredential({ ...this.#asReader(id), of: id, credential });
    await this.readersChanged();
    return this.info();
  }

  async setLanguage(language: Language): Promise<SessionInfo> {
    await this.#options.store.write.saveLanguage({ reader: this.reader.id, language });
    return this.info();
  }

  /** @throws AppError reader/not-administrator, reader/secure-yourself, reader/name-taken, reader/secret-too-short */
  async addReader(
    added: Pick<Reader, "name" | "administrator" | "secondReader">,
    secret: string,
  ): Promise<Reader[]> {
    const credential = await credentialOf(secret);
    const { store } = this.#options;
    const { id } = this.reader;
    await store.write.addReader({
      ...this.#asReader(id),
      added: { id: readerId(randomUUID()), ...added },
      credential,
    });
    return store.read.readers({});
  }

  /** @throws AppError reader/not-administrator, reader/last-administrator, reader/name-taken */
  async changeReader(changed: Omit<Reader, "secured">): Promise<Reader[]> {
    const { store } = this.#options;
    await store.write.changeReader({ ...this.#asReader(this.reader.id), changed });
    await this.readersChanged();
    return store.read.readers({});
  }

  /** @throws AppError reader/not-administrator, reader/secret-too-short */
  async resetSecret(of: ReaderId, secret: string): Promise<Reader[]> {
    const credential = await credentialOf(secret);
    const { store } = this.#options;
    await store.write.setCredential({ ...this.#asReader(this.reader.id), of, credential });
    await this.readersChanged();
    return store.read.readers({});
  }

  /** Takes up what was changed of the reader who is signed in. */
  async readersChanged(): Promise<void> {
    const readers = await this.#options.store.read.readers({});
    this.#reader = readers.find(({ id, active }) => active && id === this.#reader?.id) ?? null;
    this.#changed();
  }

  /** Takes up what another workstation on this library may have changed of readers and rules. */
  async othersChanged(): Promise<void> {
    const before = this.#known;
    await this.rulesChanged();
    this.#known = JSON.stringify(await this.#options.store.read.readers({}));
    if (this.#known !== before) await this.readersChanged();
  }

  async rulesChanged(): Promise<void> {
    const { lockAfterMinutes, mode } = await this.#options.store.read.rules({});
    this.#lockAfterMinutes = lockAfterMinutes;
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#changed();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #changed(): void {
    this.#options.emit({ name: "session.changed" });
  }

  #asReader(reader: ReaderId): Action {
    return { reader, at: this.#options.clock.now() };
  }

  #asOwner(): Action {
    return this.#asReader(this.#options.owner.id);
  }

  async #lockIfIdle(): Promise<void> {
    const limit = this.#lockAfterMinutes * 60_000;
    if (this.#reader === null || limit === 0 || since(this.#active) < limit) return;
    await this.signOut("session.lock").catch((error: unknown) => {
      // Locked it is; what failed is the look at who may sign in next.
      this.#options.log.error("the automatic lock could not look at the readers", error);
    });
  }
}
