import { signatureOf } from "./signature";

/**
 * Maximum size of a plain-text file, in bytes. Unlike a book with images, a long text takes up memory in the browsers
 * of all its readers.
 */
export const MAX_TEXT_BYTES = 1024 * 1024;

/** Whether a file is a text that is too long to be a report, judging by its name and its first bytes. */
export function isTextTooLarge(name: string, start: Uint8Array, size: number): boolean {
  return size > MAX_TEXT_BYTES && signatureOf(name, start) === "text";
}
