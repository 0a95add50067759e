/** What somebody typed as a name, in one line: without control characters, and with single spaces. */
export function oneLine(typed: string): string {
  return typed
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
