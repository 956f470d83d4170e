import type { Api, FilmHead } from "../../core/api.ts";
import { AppError } from "../../core/base/errors.ts";
import type { FilmId } from "../../core/base/ids.ts";
import type { StoredFilm } from "../../core/studies/study-store.ts";
import { action, recordOrTell, type Context } from "./context.ts";
import type { FilmFiles } from "./film-files.ts";
import type { FirstPictures } from "./first-pictures.ts";
import type { LazyEngine } from "./lazy-engine.ts";
import type { Session } from "./session.ts";

type Films = Pick<
  Api,
  | "film.first"
  | "film.pixels"
  | "film.shown"
  | "hanging.get"
  | "hanging.set"
  | "mark.list"
  | "mark.save"
  | "mark.delete"
>;

export interface FilmsParts {
  readonly files: FilmFiles;
  /** Decodes what is looked at. */
  readonly display: LazyEngine;
  /** Decodes what will be looked at next. */
  readonly ahead: LazyEngine;
  readonly pictures: FirstPictures;
}

/** What a frame is, without what the engine alone knows of its film. */
const headOf = (
  filmId: FilmId,
  { frame, rows, columns, bitsStored, signed, grey, spacing, orientation }: Omit<FilmHead, "filmId">,
): FilmHead => ({ filmId, frame, rows, columns, bitsStored, signed, grey, spacing, orientation });

/** Films on screen: their pixels, how they hang and what was marked on them. */
export function filmsApi(
  context: Context,
  session: Session,
  { files, display, ahead, pictures }: FilmsParts,
): Films {
  const { store } = context;
  let last = { opening: "", recorded: Promise.resolve() };
  /** Records that a film was looked at: once, though its first picture, its pixels and its frames are asked for one after the other. */
  function shown(filmId: FilmId): Promise<void> {
    session.touched();
    const opening = `${context.reader} ${filmId}`;
    if (last.opening !== opening) last = { opening, recorded: recordOrTell(context, "film.open", filmId) };
    return last.recorded;
  }

  /** Has a film's file looked at. What was made of a file that is not the film's is never shown, nor what is not recorded. */
  async function lookedAt<Frame>(
    filmId: FilmId,
    isShown: boolean,
    work: (film: StoredFilm) => Promise<Frame>,
  ): Promise<Frame> {
    const film = await store.read.film({ filmId });
    if (film === null) throw new AppError("library/no-such-film");
    // Side by side.
    const working = work(film);
    const recorded = isShown ? shown(filmId) : Promise.resolve();
    const [checked, worked] = await Promise.allSettled([files.check(film), working]);
    await recorded;
    if (checked.status === "rejected") throw checked.reason;
    if (worked.status === "rejected") throw worked.reason;
    return worked.value;
  }

  return {
    "film.first": async ({ filmId, frame, stage }) => {
      const painted = await lookedAt(filmId, true, (film) => pictures.take({ film, frame, stage }));
      return { ...headOf(filmId, painted), picture: painted.picture };
    },

    "film.pixels": async ({ filmId, frame, ahead: before }) => {
      const decoded = await lookedAt(filmId, !before, async (film) => {
        const coming = await pictures.takePixels(filmId, frame);
        if (coming !== null) return coming;
        const engine = await (before ? ahead : display).get();
        return engine.decode({ ...files.toOpen(film), frame });
      });
      return { ...headOf(filmId, decoded), pixels: decoded.pixels };
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
