/** Saves a file that the page has in memory, as a download. */
export function saveFile(content: Blob, name: string): void {
  const link = window.document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads the URL only after the click, so it must be revoked later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
