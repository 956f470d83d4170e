import type { TextPort } from "../codecs.ts";

/** A set of characters and how its bytes are turned into ones that an encoding of the Encoding Standard knows. */
interface CharacterSet {
  readonly label: string;
  /** Bytes of one character. */
  readonly width: 1 | 2;
  /** From the bytes of whole characters as they were written. */
  readonly bytes: (written: readonly number[]) => readonly number[];
}

const asWritten = (written: readonly number[]): readonly number[] => written;
const raised = (written: readonly number[]): readonly number[] => written.map((byte) => byte | 0x80);
/** EUC-JP reaches JIS X 0212 by a byte 8F before each character. */
const supplementary = (written: readonly number[]): readonly number[] =>
  raised(written).flatMap((byte, index) => (index % 2 === 0 ? [0x8f, byte] : [byte]));

const set = (label: string, width: 1 | 2 = 1, bytes: CharacterSet["bytes"] = asWritten): CharacterSet => ({
  label,
  width,
  bytes,
});

const ascii = set("iso-8859-1");
const romaji = set("shift_jis");
const korean = set("euc-kr", 2);
const chinese = set("gbk", 2);

/** Sets by the escape sequences that bring them in (PS3.3 tables C.12-3 and C.12-4), without the ESC. */
const g0: Readonly<Record<string, CharacterSet>> = {
  "(B": ascii,
  "(J": romaji,
  $B: set("euc-jp", 2, raised),
  "$@": set("euc-jp", 2, raised),
  "$(D": set("euc-jp", 2, supplementary),
};
const g1: Readonly<Record<string, CharacterSet>> = {
  "-A": set("iso-8859-1"),
  "-B": set("iso-8859-2"),
  "-C": set("iso-8859-3"),
  "-D": set("iso-8859-4"),
  "-F": set("iso-8859-7"),
  "-G": set("iso-8859-6"),
  "-H": set("iso-8859-8"),
  "-L": set("iso-8859-5"),
  "-M": set("iso-8859-9"),
  "-b": set("iso-8859-15"),
  "-T": set("windows-874"),
  ")I": romaji,
  "$)C": korean,
  "$)A": chinese,
};

/** What the right half of the code table holds before any escape sequence, by the defined term. */
const initial: Readonly<Record<string, CharacterSet | undefined>> = {
  "ISO 2022 IR 100": g1["-A"],
  "ISO 2022 IR 101": g1["-B"],
  "ISO 2022 IR 109": g1["-C"],
  "ISO 2022 IR 110": g1["-D"],
  "ISO 2022 IR 126": g1["-F"],
  "ISO 2022 IR 127": g1["-G"],
  "ISO 2022 IR 138": g1["-H"],
  "ISO 2022 IR 144": g1["-L"],
  "ISO 2022 IR 148": g1["-M"],
  "ISO 2022 IR 203": g1["-b"],
  "ISO 2022 IR 166": g1["-T"],
  "ISO 2022 IR 13": romaji,
  "ISO 2022 IR 149": korean,
  "ISO 2022 IR 58": chinese,
};

const escape = 0x1b;
/** Behind these the sets are again what they were at the beginning (PS3.5 6.1.2.5.3): TAB, LF, FF, CR, "=", "\", "^". */
const delimiters = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x3d, 0x5c, 0x5e]);

/**
 * Decodes text with code extensions (ISO 2022; PS3.5 6.1.2.5): escape sequences bring sets of characters into the left half (bytes
 * below 80, "G0") and the right half ("G1") of the code table, until a delimiter. A sequence that the standard does not know is left out.
 * @param terms values of Specific Character Set, in capitals; the first one holds at the beginning. Many files leave out the escape
 * sequence of the only set that fills the right half: then that one holds there, too.
 */
export function decodeExtended(bytes: Uint8Array, terms: readonly string[], port: TextPort): string {
  const [first = ""] = terms;
  const begin = {
    g0: first === "ISO 2022 IR 13" ? romaji : ascii,
    g1: initial[first] ?? terms.map((term) => initial[term]).find((one) => one !== undefined) ?? ascii,
  };
  let now = { ...begin };
  let out = "";
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    if (byte === escape) {
      const sequence = sequenceAt(bytes, at + 1);
      now = { g0: g0[sequence] ?? now.g0, g1: g1[sequence] ?? now.g1 };
      at += 1 + sequence.length;
      continue;
    }
    const right = byte >= 0x80;
    const half = right ? now.g1 : now.g0;
    // A control character or space is itself in every set; in a set of two bytes no delimiter can stand.
    const control = byte <= 0x20;
    const run: number[] = [];
    if (control || (half.width === 1 && !right && delimiters.has(byte))) {
      run.push(byte);
      if (delimiters.has(byte)) now = { ...begin };
      at++;
      out += port.decode(ascii.label, Uint8Array.from(run));
      continue;
    }
    for (; at < bytes.length; at++) {
      const next = bytes[at] ?? 0;
      const ends = next === escape || next <= 0x20 || next >= 0x80 !== right;
      if (ends || (half.width === 1 && !right && delimiters.has(next))) break;
      run.push(next);
    }
    out += port.decode(half.label, Uint8Array.from(half.bytes(run)));
  }
  return out;
}

/** The escape sequence behind an ESC: intermediate bytes (20 to 2F) and a final one; empty where it is cut off. */
function sequenceAt(bytes: Uint8Array, from: number): string {
  let text = "";
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte > 0x7e) return text;
    text += String.fromCharCode(byte);
    if (byte >= 0x30) return text;
  }
  return text;
}
