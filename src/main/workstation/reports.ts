import type { Api, TemplatesInfo } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { StudyUid } from "../../core/base/ids.ts";
import { inLanguage, type Language } from "../../core/base/language.ts";
import { reportWords as words } from "../../core/base/messages/report.ts";
import { panel as panelWords } from "../../core/base/messages/ui.ts";
import { soundTemplates, usualTemplates } from "../../core/second-read/report-template.ts";
import { reportText, type ReportParts } from "../../core/second-read/report.ts";
import type { Networks } from "../../core/studies/study-store.ts";
import { action, record, type Context } from "./context.ts";
import type { Session } from "./session.ts";

type Reports = Pick<Api, "read.report" | "read.reportPdf" | "report.templates" | "report.setTemplates">;

const fileName = "report.pdf";

/**
 * Reports of committed reads, and the department's templates for them. Every report is recorded before it
 * is handed over: it leaves Overread.
 */
export function reportsApi(
  context: Context,
  session: Session,
  networks: () => Promise<Networks>,
  version: string,
): Reports {
  const { store } = context;
  const templates = async (language: Language): Promise<TemplatesInfo> => {
    const own = await store.read.reportTemplates({});
    return { templates: [...(own ?? inLanguage(language, usualTemplates))], own: own !== null };
  };

  /** @throws AppError library/no-such-study, read/not-committed */
  async function partsOf(studyUid: StudyUid) {
    const asking = { reader: session.reader.id, networks: await networks() };
    const [study, course, panel] = await Promise.all([
      store.read.study({ studyUid, ...asking }),
      store.read.course({ studyUid, ...asking, now: context.clock.now() }),
      store.read.panel({ studyUid, ...asking }),
    ]);
    if (study === null || course === null) throw new AppError("library/no-such-study");
    const own = course.reads.find(({ reader }) => reader === asking.reader)?.read;
    if (own === undefined || own.committed === null) throw new AppError("read/not-committed");
    const settled = course.seconds.findLast(({ of, isSettled }) => of === asking.reader && isSettled);
    const parts: ReportParts = {
      row: study.row,
      reader: session.reader.name,
      read: own,
      settled: settled?.settled ?? null,
      films: panel.sealed ? null : panel.films,
      version,
    };
    return { parts, study };
  }

  async function textOf(parts: ReportParts, name: string, language: Language): Promise<string> {
    const template = (await templates(language)).templates.find((one) => one.name === name);
    if (template === undefined) throw new AppError("report/no-such-template");
    return inLanguage(language, () => reportText(parts, template));
  }

  return {
    "read.report": async ({ studyUid, template, language }) => {
      const { parts } = await partsOf(studyUid);
      const text = await textOf(parts, template, language);
      await record(context, "read.report", studyUid, { template, format: "text" });
      return { text };
    },

    "read.reportPdf": async ({ studyUid, template, picture, language }) => {
      const { parts, study } = await partsOf(studyUid);
      const text = await textOf(parts, template, language);
      const at = study.films.findIndex(({ filmId }) => filmId === picture?.filmId);
      if (picture !== null && at < 0) throw new AppError("library/no-such-film");
      if (picture !== null && picture.heatMap !== null && parts.films === null) {
        throw new AppError("panel/sealed");
      }
      const { reportPdf } = await import("./report-pdf.ts");
      const bytes = await reportPdf({
        text,
        picture: picture && {
          jpeg: Buffer.from(picture.jpeg, "base64"),
          caption: inLanguage(language, () =>
            words.keyImage(words.film(at + 1, study.films[at]?.view ?? ""), [
              ...(picture.marks ? [words.withMarks] : []),
              ...(picture.heatMap === null ? [] : [words.withHeat(heatTitle(parts, picture.heatMap))]),
            ]),
          ),
        },
        foot: inLanguage(language, () => words.foot),
        language,
        program: `Overread ${version}`,
        made: new Date(context.clock.now().utc),
      });
      await record(context, "read.report", studyUid, {
        template,
        format: "pdf",
        ...(picture === null ? {} : { film: picture.filmId, marks: picture.marks }),
        heatMap: picture !== null && picture.heatMap !== null,
      });
      return { fileName, bytes };
    },

    "report.templates": ({ language }) => templates(language),

    "report.setTemplates": async ({ templates: wanted, language }) => {
      const sound = wanted === null ? null : soundTemplates(wanted);
      await store.write.saveReportTemplates({ ...action(context), templates: sound });
      return templates(language);
    },
  };
}

/** The name of a heat map's network with its version; the panel's own has none. */
function heatTitle({ films }: ReportParts, id: string): string {
  const model = films?.flatMap((film) => [...film.models, ...film.own.models]).find((one) => one.id === id);
  return model === undefined ? panelWords.together : `${model.title} ${model.version}`;
}
