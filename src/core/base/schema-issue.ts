import type { z } from "zod";

/** A place in a document as people write it: "input.std[0]"; empty for the document itself. */
const place = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    "",
  );

/**
 * The first thing that is wrong with a document, with its place: "input.std[0]: Too small".
 * @param whole what the document is called where no part of it is to blame, as "the manifest"
 */
export function firstIssue(error: z.ZodError, whole: string): string {
  const [issue] = error.issues;
  return issue === undefined
    ? `${whole}: it is not an object`
    : `${place(issue.path) || whole}: ${issue.message}`;
}
