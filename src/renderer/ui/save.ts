/** Hands a file to the user, under a name that says nothing of the patient. */
export function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has taken the bytes by then.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}
