import { tick } from "svelte";
import { exporting as words } from "../../../core/base/messages/export.ts";
import { request } from "../../bridge/index.ts";
import { notices } from "../../state/notices.svelte.ts";
import { panel } from "../../state/panel.svelte.ts";
import { age, date, personName, time } from "../../ui/format.ts";
import type { FilmView } from "../film-view.svelte.ts";
import type { Described } from "../marks/describe.ts";
import { save } from "../../ui/save.ts";
import { describedMarks } from "./described-marks.ts";
import { encoded, pictureOf, type PictureText } from "./picture.ts";

export interface PrintedPage {
  /** The picture, as an object URL. */
  readonly picture: string;
  readonly text: readonly string[];
  readonly marks: readonly Described[];
}

/** What leaves the window: pictures of what is seen, printed pages, and films without their patient. */
class FilmExport {
  open = $state(false);
  withMarks = $state(true);
  withPatient = $state(false);
  busy = $state(false);
  /** What stands on the page while it is being printed. */
  page = $state.raw<PrintedPage | null>(null);

  async picture(view: FilmView, format: "png" | "jpeg"): Promise<void> {
    await this.#run(async () => {
      const canvas = await this.#record(view, format);
      if (canvas === null) return;
      const name = `film.${format === "png" ? "png" : "jpg"}`;
      save(await encoded(canvas, format === "png" ? "image/png" : "image/jpeg"), name);
      notices.tell("info", words.saved(name));
    });
  }

  async print(view: FilmView): Promise<void> {
    await this.#run(async () => {
      const canvas = await this.#record(view, "print");
      if (canvas === null) return;
      const picture = URL.createObjectURL(await encoded(canvas, "image/png"));
      const { left, right } = this.#text(view);
      this.page = { picture, text: [...left, ...right], marks: this.#marks(view) };
      this.open = false;
      await tick();
      const image = document.querySelector<HTMLImageElement>(".printed img");
      await image?.decode();
      window.print();
      this.page = null;
      URL.revokeObjectURL(picture);
    });
  }

  async dicom(view: FilmView): Promise<void> {
    await this.#run(async () => {
      if (view.hung === null) return;
      const { fileName, bytes, burnedIn } = await request("export.dicom", {
        filmId: view.hung.film.filmId,
      });
      save(new Blob([bytes], { type: "application/dicom" }), fileName);
      if (burnedIn === "no") notices.tell("info", words.saved(fileName));
      else notices.tell("warning", `${words.saved(fileName)} ${words.burntIn[burnedIn]}`);
    });
  }

  async #run(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      notices.fail(error);
    } finally {
      this.busy = false;
    }
  }

  /** The picture, after its export was recorded. */
  async #record(view: FilmView, format: "png" | "jpeg" | "print"): Promise<HTMLCanvasElement | null> {
    const { hung } = view;
    if (hung === null) return null;
    const canvas = pictureOf(view, this.#marks(view), this.#text(view));
    await request("export.picture", {
      studyUid: hung.study.row.studyUid,
      filmId: hung.film.filmId,
      format,
      marks: this.withMarks,
      patientText: this.withPatient,
      heatMap: panel.heatOf(hung.film.filmId) !== null,
    });
    return canvas;
  }

  #marks(view: FilmView): readonly Described[] {
    return this.withMarks ? describedMarks(view) : [];
  }

  #text({ hung }: FilmView): PictureText {
    if (hung === null || !this.withPatient) return { left: [], right: [] };
    const { film } = hung;
    const study = hung.study.row;
    const joined = (...parts: string[]): string => parts.filter((part) => part !== "").join("  ");
    const lines = (...all: string[]): string[] => all.filter((line) => line !== "");
    return {
      left: lines(
        personName(study.patientName),
        study.patientId,
        joined(age(study.patientAge), study.patientSex),
      ),
      right: lines(
        joined(date(study.studyDate), time(study.studyTime)),
        study.description,
        joined(film.modality, film.bodyPart, film.view),
      ),
    };
  }
}

export const filmExport = new FilmExport();
