import type { FilmId, ReaderId, StudyUid } from "../../core/base/ids.ts";
import { marks as words } from "../../core/base/messages/marks.ts";
import type { Mark, MarkDraft } from "../../core/marks/mark.ts";
import type { Shape } from "../../core/marks/shape.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** A mark before and after a change; null where there was none. */
interface Change {
  readonly before: MarkDraft | null;
  readonly after: MarkDraft | null;
}

const draftOf = ({ id, filmId, frame, shape }: MarkDraft): MarkDraft => ({ id, filmId, frame, shape });

/** The marks of the open study that this reader may see, with what can be undone of their own. */
export class StudyMarks {
  uid = $state<StudyUid | null>(null);
  /** Whose marks are one's own; null until the study's marks are known: before, none can be drawn. */
  reader = $state<ReaderId | null>(null);
  list = $state.raw<readonly Mark[]>([]);
  selected = $state<string | null>(null);
  visible = $state(true);
  #done = $state.raw<readonly Change[]>([]);
  #undone = $state.raw<readonly Change[]>([]);
  /** Changes are sent one after the other, as they were made. */
  #sent: Promise<void> = Promise.resolve();
  #asked = 0;

  canUndo = $derived(this.#done.length > 0);
  canRedo = $derived(this.#undone.length > 0);
  drawn = $derived(this.list.filter((mark) => mark.shape.kind !== "key"));

  async load(uid: StudyUid | null): Promise<void> {
    const asked = ++this.#asked;
    if (uid !== this.uid) this.#forget();
    this.uid = uid;
    if (uid === null) return;
    await this.#sent;
    try {
      const { reader, marks } = await request("mark.list", { studyUid: uid });
      if (asked !== this.#asked) return;
      this.reader = reader;
      this.list = marks;
    } catch (error) {
      if (asked === this.#asked) notices.fail(error);
    }
  }

  on(filmId: FilmId, frame: number): readonly Mark[] {
    return this.list.filter((mark) => mark.filmId === filmId && mark.frame === frame);
  }

  isOwn = (mark: Mark): boolean => mark.reader === this.reader;
  mayChange = (mark: Mark): boolean => this.isOwn(mark) && !mark.inRead;

  add(filmId: FilmId, frame: number, shape: Shape): string {
    const id = crypto.randomUUID();
    this.#do({ before: null, after: { id, filmId, frame, shape } });
    return id;
  }

  change(mark: Mark, shape: Shape): void {
    if (this.mayChange(mark)) this.#do({ before: draftOf(mark), after: { ...draftOf(mark), shape } });
  }

  remove(mark: Mark): void {
    if (this.mayChange(mark)) this.#do({ before: draftOf(mark), after: null });
    else notices.tell("info", words.locked);
  }

  /** Own key image of this frame, if it is one. */
  keyOf(filmId: FilmId, frame: number): Mark | undefined {
    return this.on(filmId, frame).find((mark) => mark.shape.kind === "key" && this.isOwn(mark));
  }

  toggleKey(filmId: FilmId, frame: number): void {
    const key = this.keyOf(filmId, frame);
    if (key === undefined) this.add(filmId, frame, { kind: "key", points: [] });
    else this.remove(key);
  }

  undo(): void {
    const change = this.#done.at(-1);
    if (change === undefined) return notices.tell("info", words.nothingToUndo);
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, change];
    this.#apply({ before: change.after, after: change.before });
  }

  redo(): void {
    const change = this.#undone.at(-1);
    if (change === undefined) return notices.tell("info", words.nothingToRedo);
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, change];
    this.#apply(change);
  }

  /** What was drawn is part of the read that was committed now: nothing of it can be undone. */
  async joinRead(): Promise<void> {
    this.#done = [];
    this.#undone = [];
    await this.load(this.uid);
  }

  #forget(): void {
    this.reader = null;
    this.list = [];
    this.selected = null;
    this.#done = [];
    this.#undone = [];
  }

  #do(change: Change): void {
    this.#done = [...this.#done, change];
    this.#undone = [];
    this.#apply(change);
  }

  /** Shows the change at once and sends it; what cannot be kept is shown as it stands in the library. */
  #apply({ before, after }: Change): void {
    const { uid, reader } = this;
    if (uid === null || reader === null) return;
    const id = (after ?? before)?.id ?? "";
    if (after === null) {
      this.list = this.list.filter((mark) => mark.id !== id);
      if (this.selected === id) this.selected = null;
    } else {
      const saved = { utc: "", offset: "" };
      const shown: Mark = { ...after, reader, inRead: false, saved };
      const there = this.list.some((mark) => mark.id === id);
      this.list = there
        ? this.list.map((mark) => (mark.id === id ? shown : mark))
        : [...this.list.filter(this.isOwn), shown, ...this.list.filter((mark) => !this.isOwn(mark))];
    }
    this.#sent = this.#sent.then(async () => {
      try {
        if (after === null) await request("mark.delete", { studyUid: uid, markId: id });
        else await request("mark.save", { studyUid: uid, mark: after });
      } catch (error) {
        notices.fail(error);
        if (this.uid !== uid) return;
        this.#forget();
        void this.load(uid);
      }
    });
  }

  /** Resolves when everything that was drawn so far is kept, or said not to be. */
  settled(): Promise<void> {
    return this.#sent;
  }
}

/** Marks of the study that is read. */
export const marks = new StudyMarks();

/** Marks of the priors that hang beside it. */
class PriorMarks {
  #of = $state.raw<ReadonlyMap<StudyUid, StudyMarks>>(new Map());

  /** Fetches the marks of priors that have come, and forgets those of the ones that are gone. */
  follow(uids: readonly StudyUid[]): void {
    const known = this.#of;
    if (known.size === uids.length && uids.every((uid) => known.has(uid))) return;
    this.#of = new Map(
      uids.map((uid) => {
        const found = known.get(uid) ?? new StudyMarks();
        if (found.uid !== uid) void found.load(uid);
        return [uid, found];
      }),
    );
  }

  of(uid: StudyUid): StudyMarks | null {
    return this.#of.get(uid) ?? null;
  }
}
export const priorMarks = new PriorMarks();

/** The marks of a study on screen; null while they are not known. */
export function marksOf(uid: StudyUid): StudyMarks | null {
  const found = uid === marks.uid ? marks : priorMarks.of(uid);
  return found?.reader === null ? null : found;
}
