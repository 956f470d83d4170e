import type { ModelAnswer } from "../../core/agreement/agreement.ts";
import type { AppError } from "../../core/base/errors.ts";
import { cli } from "../../core/base/messages/cli.ts";
import type { FilmReading } from "../../core/models/reading.ts";
import { printable } from "./console.ts";

const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** The object that `read --json` prints for a film: a fixed contract. */
export function filmObject(path: string, reading: FilmReading) {
  const { film, check, agreement } = reading;
  const withheld = check.verdict === "withhold";
  const answer = ({ id, version, probability, threshold, verdict }: ModelAnswer) => ({
    id,
    version,
    probability: withheld ? null : probability,
    threshold,
    verdict: withheld ? null : verdict,
  });
  return {
    path,
    film,
    check: { verdict: check.verdict, reasons: check.reasons },
    models: [
      ...reading.models.map((model) => answer(model)),
      ...reading.own.models.map((model) => ({ ...answer(model), own: true as const })),
    ],
    agreement: withheld
      ? { ...agreement, verdict: null, votes: null, level: null, probability: null }
      : agreement,
    ms: { decode: tenths(reading.ms.decode), infer: tenths(reading.ms.infer) },
  };
}

/** The object for a file that failed. */
export const failureObject = (path: string, { code, message }: AppError) => ({
  path,
  error: { code, message },
});

type FilmObject = ReturnType<typeof filmObject>;

const number = (value: number | null): string => (value === null ? cli.none : value.toFixed(3));

/** A table with columns as wide as they need; the first is text, the numbers stand right. */
function table(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths = rows.reduce<number[]>(
    (wide, row) => row.map((cell, i) => Math.max(wide[i] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => (right.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** What a person reads of a film: each probability with its threshold and its network's version. */
export function filmText(film: FilmObject): string {
  const { check, agreement, ms } = film;
  const withheld = check.verdict === "withhold";
  const word = (verdict: FilmObject["agreement"]["verdict"]): string =>
    verdict === null ? (withheld ? cli.withheld : cli.noVerdict()) : cli.verdictWord[verdict];
  const votes =
    agreement.votes === null
      ? ""
      : ` (${cli.votes(agreement.votes, agreement.of)}${agreement.level === null ? "" : `, ${cli.level[agreement.level]}`})`;
  const rows = [
    [cli.network, cli.version, cli.probability, cli.threshold, cli.verdict],
    ...film.models.map((model) => [
      model.id,
      model.version,
      number(model.probability),
      number(model.threshold),
      `${word(model.verdict)}${"own" in model ? ` (${cli.own})` : ""}`,
    ]),
    [
      cli.panel,
      "",
      number(agreement.probability),
      number(agreement.threshold),
      `${word(agreement.verdict)}${votes}`,
    ],
  ];
  const head = [
    printable(film.path),
    `${cli.kind[film.film.kind]}, ${cli.size(film.film.columns, film.film.rows)}, ${cli.time(ms.decode, ms.infer)}`,
    `${cli.check}: ${cli.checkVerdict[check.verdict]}`,
    ...check.reasons.map((reason) => `- ${printable(reason)}`),
  ];
  return [head[0], ...[...head.slice(1), ...table(rows, [2, 3])].map((line) => `  ${line}`), ""].join("\n");
}
