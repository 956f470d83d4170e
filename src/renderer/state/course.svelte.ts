import type { StudyUid } from "../../core/base/ids.ts";
import type { Adjudication } from "../../core/second-read/course.ts";
import type { QueuedSecondRead, StudyCourse } from "../../core/second-read/views.ts";
import { request } from "../bridge/index.ts";
import { notices } from "./notices.svelte.ts";

/** What happened to the open study, as far as this reader may know. */
class OpenCourse {
  uid = $state<StudyUid | null>(null);
  value = $state.raw<StudyCourse | null>(null);
  /** The study for which a second read is asked as soon as it can be. */
  wanted = $state<StudyUid | null>(null);

  async load(uid: StudyUid | null): Promise<void> {
    if (uid !== this.uid) this.value = null;
    this.uid = uid;
    if (uid === null) return;
    try {
      const value = await request("study.course", { studyUid: uid });
      if (this.uid === uid) this.value = value;
    } catch (error) {
      if (this.uid === uid) notices.fail(error);
    }
  }

  async addAddendum(text: string): Promise<boolean> {
    const { uid } = this;
    if (uid === null) return false;
    return done(async () => {
      await request("read.addendum", { studyUid: uid, text });
      await this.load(uid);
    });
  }

  async ask(): Promise<boolean> {
    const { uid } = this;
    if (uid === null) return false;
    return done(async () => {
      await request("secondRead.ask", { studyUid: uid });
      await this.load(uid);
    });
  }
}

/** The second-read queue. */
class SecondReads {
  list = $state.raw<readonly QueuedSecondRead[]>([]);
  waiting = $derived(this.list.filter(({ view }) => !view.isSettled && view.may.take).length);
  toSettle = $derived(this.list.filter(({ view }) => view.may.third || view.may.consensus).length);

  async load(): Promise<void> {
    try {
      this.list = (await request("secondRead.list", {})).reads;
    } catch (error) {
      notices.fail(error);
    }
  }

  /** Takes a second read; answers its study. */
  async take(id: number): Promise<StudyUid | null> {
    try {
      return (await request("secondRead.take", { id })).studyUid;
    } catch (error) {
      notices.fail(error);
      return null;
    }
  }

  settle(id: number, entered: Adjudication): Promise<boolean> {
    return done(async () => {
      await request("secondRead.settle", { id, entered });
      await this.load();
    });
  }
}

async function done(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    notices.fail(error);
    return false;
  }
}

export const course = new OpenCourse();
export const secondReads = new SecondReads();
