import { rejectionText, type Rejection } from "../../core/api.ts";
import { jobs as words } from "../../core/base/messages/opening.ts";

/** A field as RFC 4180 writes it; a spreadsheet must not take a file's name for a formula. */
const field = (text: string): string => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

/** The list of what was not taken, as CSV in UTF-8 (with the mark by which spreadsheets know it). */
export const rejectionList = (rejected: readonly Rejection[]): string =>
  `\ufeff${[words.listColumns, ...rejected.map((one) => [one.path, one.code, rejectionText(one)])]
    .map((row) => row.map(field).join(","))
    .join("\r\n")}\r\n`;

/** Lets the user save the list where they like. */
export function saveRejections(rejected: readonly Rejection[]): void {
  const address = URL.createObjectURL(new Blob([rejectionList(rejected)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = words.listName;
  link.click();
  URL.revokeObjectURL(address);
}
