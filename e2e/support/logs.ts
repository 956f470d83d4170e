import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { layout } from "../../src/main/store/library-folder.ts";

const folder = join(import.meta.dirname, "..", "..", "test-results", "logs");
const patientsFile = join(folder, "patients.json");
/** Shorter words stand in a message by chance. */
const shortest = 4;

/** Keeps what a program of this run said to its operator. */
export function keepLog(name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, `${name}.txt`), text);
}

/** Keeps whose films are in a library, and by which names they came, for the look at the logs at the end of the run. */
export function keepPatients(library: string): void {
  const path = layout.database(library);
  if (!existsSync(path)) return;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT name AS word FROM patients UNION SELECT patient_id FROM patients UNION SELECT birth_date FROM patients
         UNION SELECT patient_name FROM studies UNION SELECT accession_number FROM studies
         UNION SELECT file_name FROM films`,
      )
      .all();
    const words = rows.map(({ word }) => String(word)).filter((word) => word.length >= shortest);
    for (const word of words) appendFileSync(patientsFile, `${JSON.stringify(word)}\n`);
  } finally {
    database.close();
  }
}

/** A patient's words as they would stand in a message: whole, and a name's parts. */
function wordsToFind(): string[] {
  if (!existsSync(patientsFile)) return [];
  const lines = readFileSync(patientsFile, "utf8").split("\n").slice(0, -1);
  const whole = lines.map((line) => JSON.parse(line) as string);
  const parts = whole.filter((word) => word.includes("^")).flatMap((word) => word.split(/[\^= ]/));
  return [...new Set([...whole, ...parts])].filter((word) => word.length >= shortest);
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Before a run nothing is kept; after it no patient of its films stands in anything that was said. */
export default function logs(): () => void {
  rmSync(folder, { recursive: true, force: true });
  return () => {
    if (!existsSync(folder)) return;
    const words = wordsToFind();
    const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
    const found = files.flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return words
        .filter((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, "u").test(text))
        .map((word) => `${name}: ${word}`);
    });
    console.log(
      `logs: ${files.length} of this run, ${words.length} words of patients and their files looked for`,
    );
    if (found.length > 0) throw new Error(`patients stand in the logs:\n${found.join("\n")}`);
  };
}
