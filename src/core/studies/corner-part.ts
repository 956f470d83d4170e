/** Lines of text in a film's corners that the reader can leave out. */
export const cornerParts = [
  "name",
  "id",
  "age",
  "date",
  "description",
  "view",
  "size",
  "zoom",
  "window",
  "value",
] as const;
export type CornerPart = (typeof cornerParts)[number];
