import type { GreyChain } from "./grey-chain.ts";
import type { Spacing } from "./spacing.ts";

export type FilmKind = "dicom" | "png" | "jpeg";

/** Stored values of one grey frame, row-major, rows x columns, as the file holds them (no LUT applied). */
export type StoredValues = Uint8Array | Int8Array | Uint16Array | Int16Array;

/** One decoded frame. */
export type Frame =
  | { readonly colour: false; readonly rows: number; readonly columns: number; readonly stored: StoredValues }
  /** Row-major R, G, B, one byte each, rows x columns x 3. */
  | { readonly colour: true; readonly rows: number; readonly columns: number; readonly rgb: Uint8Array };

/** What a film's header says, as written (strings trimmed, person names decoded from their character set). */
export interface FilmAttributes {
  readonly sopInstanceUid?: string;
  readonly sopClassUid?: string;
  readonly studyInstanceUid?: string;
  readonly seriesInstanceUid?: string;
  readonly patientName?: string;
  readonly patientId?: string;
  readonly issuerOfPatientId?: string;
  /** DICOM DA, as written (YYYYMMDD). */
  readonly patientBirthDate?: string;
  readonly patientSex?: string;
  /** As written: "005Y" by the standard, "81" as it is found. */
  readonly patientAge?: string;
  /** Patient Species Description (0010,2201); absent for people. */
  readonly patientSpecies?: string;
  /** Patient Position (0018,5100); public collections keep the view here ("PA"). */
  readonly patientPosition?: string;
  readonly studyDate?: string;
  readonly studyTime?: string;
  readonly studyDescription?: string;
  readonly seriesDescription?: string;
  readonly accessionNumber?: string;
  readonly modality?: string;
  readonly bodyPartExamined?: string;
  readonly viewPosition?: string;
  readonly laterality?: string;
  readonly patientOrientation?: readonly string[];
  readonly seriesNumber?: string;
  readonly instanceNumber?: string;
  readonly transferSyntaxUid?: string;
  readonly burnedInAnnotation?: string;
  /** "YES" for a phantom or a quality control image (PS3.3 C.7.6.1). */
  readonly qualityControlImage?: string;
  readonly institutionName?: string;
  readonly manufacturer?: string;
  /** Requested Procedure Priority (0040,1003): STAT, HIGH, ROUTINE, MEDIUM or LOW. */
  readonly requestedProcedurePriority?: string;
}

/**
 * A film whose header was read and checked; no pixel was decoded yet.
 * PNG and JPEG become the same type, with identity grey chain and no attributes.
 */
export interface Film {
  readonly kind: FilmKind;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  /** Samples are shown in colour (RGB, YBR, palette); otherwise grey through `grey`. */
  readonly colour: boolean;
  /** Bits Stored of a grey sample, 1 to 16. */
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly grey: GreyChain;
  readonly spacing?: Spacing;
  readonly attributes: FilmAttributes;
  /**
   * Decodes one frame, counted from 0.
   * @param halvings how often its sides may be halved (rounding up): a film that holds smaller copies of its
   * pictures gives one of them, any other the whole frame
   * @throws AppError film/no-such-frame, film/truncated, film/corrupt, codec/unsupported, codec/failed
   */
  decodeFrame(index: number, halvings?: number): Promise<Frame>;
  /** The file's own bytes of an uncompressed grey frame, little endian; absent for any other film. */
  nativeBytes?(index: number): Uint8Array;
}
