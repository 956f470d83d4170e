import type { HangableFilms, ReadyPlace } from "../../core/api.ts";
import type { FilmId, ReaderId } from "../../core/base/ids.ts";
import type { StageSize } from "../../core/display/first-picture.ts";
import { transferSyntax } from "../../core/dicom/transfer-syntax.ts";
import { hang } from "../../core/hanging/hang.ts";
import type { StoredFilm, StudyStore } from "../../core/studies/study-store.ts";
import type { DecodedFrame, PaintedFrame } from "../inference/engine-messages.ts";
import { Coming } from "./coming.ts";
import type { FilmFiles } from "./film-files.ts";
import type { LazyEngine } from "./lazy-engine.ts";

/** Such a film's pixels are there once its file is read: what takes time is to paint them. */
const isPlain = ({ transferSyntaxUid }: StoredFilm): boolean =>
  transferSyntax(transferSyntaxUid).compression === "none";

/** The first picture of such a film comes of a smaller copy: its pixels are decoded in full all the same. */
const holdsCopies = ({ transferSyntaxUid }: StoredFilm): boolean =>
  transferSyntax(transferSyntaxUid).compression === "jpeg-2000";

/** One frame of a stored film, and the stage that it is painted for. */
interface Wanted {
  readonly film: StoredFilm;
  readonly frame: number;
  readonly stage: StageSize;
}

const frameName = (filmId: FilmId, frame: number): string => `${filmId} ${frame}`;
const pictureName = ({ film, frame, stage }: Wanted): string =>
  `${frameName(film.filmId, frame)} ${stage.width} ${stage.height} ${stage.smooth}`;

export interface FirstPicturesParts {
  readonly store: StudyStore;
  readonly files: FilmFiles;
  /** Decodes what is looked at. */
  readonly display: LazyEngine;
  /** Decodes what will be looked at next. */
  readonly ahead: LazyEngine;
}

/** Films as windows show them until they have their pixels: painted where the pixels are, when asked for or before. */
export class FirstPictures {
  readonly #parts: FirstPicturesParts;
  readonly #pictures = new Coming<PaintedFrame>();
  readonly #frames = new Coming<DecodedFrame>();

  constructor(parts: FirstPicturesParts) {
    this.#parts = parts;
  }

  /**
   * Begins with what a window will ask for when it has heard what is in the study that it opens. A guess: only what is
   * quickly made is begun, and only where nothing else is. Resolves when it has begun.
   */
  async foresee(
    reader: ReaderId,
    opened: Promise<HangableFilms | null>,
    { layout, priorElsewhere, stage }: ReadyPlace,
  ): Promise<void> {
    const { store, display } = this.#parts;
    const [rules, study] = await Promise.all([store.read.hanging({ reader }), opened]);
    if (study === null) return;
    const hung = hang(rules, study, priorElsewhere ? [] : study.priors);
    const [place] = hung.places;
    if (hung.layout !== layout || !place) return;
    const film = await store.read.film({ filmId: place.film.filmId });
    if (film === null || !isPlain(film) || display.running?.idle !== true) return;
    const wanted = { film, frame: 0, stage };
    this.#pictures.begin(pictureName(wanted), () => this.#paint(wanted));
  }

  /**
   * A film's first picture, as it is being painted already or is painted now.
   * @throws AppError as `Engine.paint`
   */
  async take(wanted: Wanted): Promise<PaintedFrame> {
    const { film, frame } = wanted;
    if (holdsCopies(film)) {
      this.#frames.begin(frameName(film.filmId, frame), async () =>
        (await this.#parts.ahead.get()).decode({ ...this.#parts.files.toOpen(film), frame }),
      );
    }
    const coming = await this.#pictures.take(pictureName(wanted))?.catch(() => null);
    return coming ?? this.#paint(wanted);
  }

  /** The pixels of a film that are being decoded while its picture is painted; null where none are, or they could not be. */
  async takePixels(filmId: FilmId, frame: number): Promise<DecodedFrame | null> {
    return (await this.#frames.take(frameName(filmId, frame))?.catch(() => null)) ?? null;
  }

  async #paint({ film, frame, stage }: Wanted): Promise<PaintedFrame> {
    const { files, display } = this.#parts;
    return (await display.get()).paint({ ...files.toOpen(film), frame, stage });
  }
}
