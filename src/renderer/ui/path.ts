/** The path of a file in a folder, written as the folder's own path is: with "/", or with "\" as on Windows. */
export function pathIn(folder: string, file: string): string {
  const separator = folder.includes("\\") && !folder.includes("/") ? "\\" : "/";
  return folder.endsWith(separator) ? folder + file : folder + separator + file;
}
