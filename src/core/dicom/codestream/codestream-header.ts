import { AppError } from "../../base/errors.ts";
import { filmPhrases } from "../../base/phrases.ts";

/** What a codestream says of its picture, read before a decoder allocates anything for it. */
export interface CodestreamHeader {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bits: number;
  readonly signed: boolean;
  /** The stream ends where it says it does; false where its end is missing. */
  readonly complete: boolean;
}

export const noHeader = (): AppError =>
  new AppError("film/corrupt", { detail: filmPhrases.noCodestreamHeader });

/**
 * Refuses a codestream that is not the picture that its film describes.
 * @throws AppError film/corrupt
 */
export function checkAgreement(
  header: CodestreamHeader,
  film: { rows: number; columns: number; samples: number; bitsAllocated: number; signed: boolean },
): void {
  const corrupt = (detail: string): AppError => new AppError("film/corrupt", { detail });
  if (header.rows !== film.rows || header.columns !== film.columns) {
    throw corrupt(filmPhrases.otherSize(header.rows, header.columns, film.rows, film.columns));
  }
  if (header.samples !== film.samples) throw corrupt(filmPhrases.otherSamples(header.samples, film.samples));
  if (header.bits > film.bitsAllocated)
    throw corrupt(filmPhrases.otherDepth(header.bits, film.bitsAllocated));
  if (header.signed && !film.signed) throw corrupt(filmPhrases.signedCodestream);
}
