// Looks at a screen of Xvfb while a test runs and says how white it ever was. A process of its own, so that no frame
// is missed while the test is busy. `watch-screen.ts FILE`, FILE as Xvfb's -fbdir keeps it: an X window dump (XWD).
import { openSync, readSync } from "node:fs";

/** Every so many pixels are looked at, in either direction: what flashes is a window, not a dot. */
const step = 8;
/** Milliseconds between two looks; a screen of 60 Hz shows a frame for 17. */
const between = 4;

/** From one question to the next. */
export interface Watched {
  /** Looks taken. */
  readonly looks: number;
  /** Largest share of the screen, 0 to 1, on which red, green and blue were all at least `level`. */
  readonly white: number;
}
/** Begins to look for pixels of at least this level, 0 to 255, or tells what was seen since. */
export type Asked = { readonly begin: number } | "tell";

const file = openSync(process.argv[2] ?? "", "r");
// XWDFile.h: 25 words, big-endian. The file grows to its size before a window can be seen.
const header = Buffer.alloc(100);
readSync(file, header, 0, header.length, 0);
const word = (at: number): number => header.readUInt32BE(at * 4);
const [headerSize, columns, rows, rowBytes, colours] = [word(0), word(4), word(5), word(12), word(19)];
const row = Buffer.alloc(rowBytes);

function shareOf(level: number): number {
  let [white, all] = [0, 0];
  for (let y = 0; y < rows; y += step) {
    readSync(file, row, 0, rowBytes, headerSize + colours * 12 + y * rowBytes);
    for (let at = 0; at < columns * 4; at += step * 4) {
      all += 1;
      if (Math.min(row[at] ?? 0, row[at + 1] ?? 0, row[at + 2] ?? 0) >= level) white += 1;
    }
  }
  return white / all;
}

let level = 255;
let watched: Watched = { looks: 0, white: 0 };
setInterval(() => {
  watched = { looks: watched.looks + 1, white: Math.max(watched.white, shareOf(level)) };
}, between);
process.on("message", (asked: Asked) => {
  if (asked === "tell") process.send?.(watched);
  else {
    level = asked.begin;
    watched = { looks: 0, white: 0 };
    process.send?.(watched);
  }
});
process.on("disconnect", () => process.exit());
