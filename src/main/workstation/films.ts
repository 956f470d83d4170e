import type { Api } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { FilmId } from "../../core/base/ids.ts";
import { action, recordOrTell, type Context } from "./context.ts";
import type { FilmFiles } from "./film-files.ts";
import type { LazyEngine } from "./lazy-engine.ts";
import type { Session } from "./session.ts";

type Films = Pick<
  Api,
  "film.pixels" | "film.shown" | "hanging.get" | "hanging.set" | "mark.list" | "mark.save" | "mark.delete"
>;

export interface FilmsParts {
  readonly files: FilmFiles;
  /** Decodes what is looked at. */
  readonly display: LazyEngine;
  /** Decodes what will be looked at next. */
  readonly ahead: LazyEngine;
}

/** Films on screen: their pixels, how they hang and what was marked on them. */
export function filmsApi(context: Context, session: Session, { files, display, ahead }: FilmsParts): Films {
  const { store } = context;
  let opened = "";
  /** Records that a film was looked at; one whose frames follow each other once. */
  async function shown(filmId: FilmId): Promise<void> {
    session.touched();
    const opening = `${context.reader} ${filmId}`;
    if (opened !== opening) await recordOrTell(context, "film.open", filmId);
    opened = opening;
  }

  return {
    "film.pixels": async ({ filmId, frame, ahead: before }) => {
      const film = await store.read.film({ filmId });
      if (film === null) throw new AppError("library/no-such-film");
      const decoding = (before ? ahead : display)
        .get()
        .then((engine) => engine.decode({ path: files.path(film), file: film.fileName, frame }));
      // Side by side; what was decoded of a file that is not the film's is never shown, nor what is not recorded.
      const recorded = before ? Promise.resolve() : shown(filmId);
      const [checked, decoded] = await Promise.allSettled([files.check(film), decoding]);
      await recorded;
      if (checked.status === "rejected") throw checked.reason;
      if (decoded.status === "rejected") throw decoded.reason;
      const { rows, columns, bitsStored, signed, grey, spacing, orientation, pixels } = decoded.value;
      return { filmId, frame, rows, columns, bitsStored, signed, grey, spacing, orientation, pixels };
    },

    "film.shown": async ({ filmId }) => {
      await shown(filmId);
      return {};
    },

    "mark.list": async ({ studyUid }) => ({
      reader: context.reader,
      marks: await store.read.marks({ reader: context.reader, studyUid }),
    }),
    "mark.save": ({ studyUid, mark }) => store.write.saveMark({ ...action(context), studyUid, mark }),
    "mark.delete": async ({ studyUid, markId }) => {
      await store.write.deleteMark({ ...action(context), studyUid, markId });
      return {};
    },

    "hanging.get": async () => ({
      rules: [...(await store.read.hanging({ reader: context.reader }))],
    }),
    "hanging.set": async ({ rules }) => {
      await store.write.saveHanging({ reader: context.reader, rules });
      return { rules: [...(await store.read.hanging({ reader: context.reader }))] };
    },
  };
}
