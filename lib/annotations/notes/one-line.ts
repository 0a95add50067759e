/** A typed name as a single line, without control characters or repeated spaces. */
export function oneLine(typed: string): string {
  return typed
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
