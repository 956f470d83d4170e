import type { CodecName } from "./codecs.ts";

/** How a transfer syntax stores a film (PS3.5 annex A, PS3.6 table A-1). */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly explicit: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
  /** How a frame is compressed; "none" for native pixels, null where Overread has no decoder. */
  readonly compression: CodecName | "rle" | "none" | null;
  /** Decoded values are the encoder's, bit for bit. */
  readonly lossless: boolean;
}

type Options = Partial<Omit<TransferSyntax, "uid" | "name">>;

const root = "1.2.840.10008.1.2";
const lossy = { lossless: false } as const;
const table: readonly (readonly [suffix: string, name: string, options?: Options])[] = [
  ["", "Implicit VR Little Endian", { explicit: false }],
  [".1", "Explicit VR Little Endian"],
  [".1.98", "Encapsulated Uncompressed Explicit VR Little Endian"],
  [".1.99", "Deflated Explicit VR Little Endian", { deflated: true }],
  [".2", "Explicit VR Big Endian", { bigEndian: true }],
  [".5", "RLE Lossless", { compression: "rle" }],
  [".4.50", "JPEG Baseline (Process 1)", { compression: "jpeg", ...lossy }],
  [".4.51", "JPEG Extended (Process 2 and 4)", { compression: "jpeg-extended", ...lossy }],
  [".4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", { compression: "jpeg-lossless" }],
  [".4.70", "JPEG Lossless, First-Order Prediction (Process 14, SV1)", { compression: "jpeg-lossless" }],
  [".4.80", "JPEG-LS Lossless", { compression: "jpeg-ls" }],
  [".4.81", "JPEG-LS Near-Lossless", { compression: "jpeg-ls", ...lossy }],
  [".4.90", "JPEG 2000 (Lossless Only)", { compression: "jpeg-2000" }],
  [".4.91", "JPEG 2000", { compression: "jpeg-2000", ...lossy }],
  [".4.92", "JPEG 2000 Part 2 Multi-component (Lossless Only)", { compression: null }],
  [".4.93", "JPEG 2000 Part 2 Multi-component", { compression: null, ...lossy }],
  [".4.94", "JPIP Referenced", { compression: null }],
  [".4.95", "JPIP Referenced Deflate", { compression: null, deflated: true }],
  [".4.100", "MPEG2 Main Profile / Main Level", { compression: null, ...lossy }],
  [".4.101", "MPEG2 Main Profile / High Level", { compression: null, ...lossy }],
  [".4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1", { compression: null, ...lossy }],
  [".4.103", "MPEG-4 AVC/H.264 BD-compatible", { compression: null, ...lossy }],
  [".4.104", "MPEG-4 AVC/H.264 for 2D Video", { compression: null, ...lossy }],
  [".4.105", "MPEG-4 AVC/H.264 for 3D Video", { compression: null, ...lossy }],
  [".4.106", "MPEG-4 AVC/H.264 Stereo High Profile", { compression: null, ...lossy }],
  [".4.107", "HEVC/H.265 Main Profile", { compression: null, ...lossy }],
  [".4.108", "HEVC/H.265 Main 10 Profile", { compression: null, ...lossy }],
  [".4.110", "JPEG XL Lossless", { compression: null }],
  [".4.111", "JPEG XL JPEG Recompression", { compression: null, ...lossy }],
  [".4.112", "JPEG XL", { compression: null, ...lossy }],
  [".8.1", "Deflated Image Frame Compression", { compression: null }],
  [".4.201", "High-Throughput JPEG 2000 (Lossless Only)", { compression: "ht-j2k" }],
  [".4.202", "High-Throughput JPEG 2000 with RPCL (Lossless Only)", { compression: "ht-j2k" }],
  [".4.203", "High-Throughput JPEG 2000", { compression: "ht-j2k", ...lossy }],
];

const syntaxes = new Map<string, TransferSyntax>(
  table.map(([suffix, name, options]) => {
    const uid = root + suffix;
    return [
      uid,
      {
        uid,
        name,
        explicit: true,
        bigEndian: false,
        deflated: false,
        compression: "none",
        lossless: true,
        ...options,
      },
    ];
  }),
);

/** The transfer syntax of a UID; one that is not known is taken as explicit little endian without a decoder. */
export const transferSyntax = (uid: string): TransferSyntax =>
  syntaxes.get(uid) ?? {
    uid,
    name: "an unknown transfer syntax",
    explicit: true,
    bigEndian: false,
    deflated: false,
    compression: null,
    lossless: false,
  };
