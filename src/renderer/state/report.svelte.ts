import type { KeyImage } from "../../core/api.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import type { Language } from "../../core/base/language.ts";
import { reportWords as words } from "../../core/base/messages/report.ts";
import type { ReportTemplate } from "../../core/second-read/report-template.ts";
import { request } from "../bridge/index.ts";
import { save } from "../ui/save.ts";
import { windowLanguage } from "./language.svelte.ts";
import { notices } from "./notices.svelte.ts";

/** Reports of committed reads, by the department's templates. */
class Reports {
  templates = $state.raw<readonly ReportTemplate[]>([]);
  /** Name of the template that was chosen; the first one's where it is no longer there. */
  wanted = $state("");
  busy = $state(false);
  readonly chosen = $derived(
    this.templates.find(({ name }) => name === this.wanted)?.name ?? this.templates[0]?.name ?? "",
  );

  async load(language: Language): Promise<void> {
    await this.#attempt(async () => {
      this.templates = (await request("report.templates", { language })).templates;
    });
  }

  /** Puts the read's report into the clipboard. */
  async copy(studyUid: StudyUid, template: string): Promise<void> {
    await this.#attempt(async () => {
      const { text } = await request("read.report", {
        studyUid,
        template,
        language: windowLanguage.now,
      });
      try {
        await navigator.clipboard.writeText(text);
        notices.tell("info", words.copied);
      } catch (error) {
        notices.tell("error", words.notCopied(error instanceof Error ? error.message : String(error)));
      }
    });
  }

  /** Saves the read's report as a PDF; `picture` is what is on screen of its key image. */
  async pdf(studyUid: StudyUid, template: string, picture: () => Promise<KeyImage | null>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    await this.#attempt(async () => {
      const { fileName, bytes } = await request("read.reportPdf", {
        studyUid,
        template,
        picture: await picture(),
        language: windowLanguage.now,
      });
      save(new Blob([bytes], { type: "application/pdf" }), fileName);
      notices.tell("info", words.saved(fileName));
    });
    this.busy = false;
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      notices.fail(error);
    }
  }
}

export const reports = new Reports();
