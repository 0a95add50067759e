import { signatureOf } from "./signature";

/**
 * Maximum size of a plain-text file, in bytes. Unlike a book with images, a long text uses memory in the browser of
 * every reader.
 */
export const MAX_TEXT_BYTES = 5 * 1024 * 1024;

/** Whether a file is a plain-text file that is too large. Its name and first bytes show whether it is plain text. */
export function isTextTooLarge(name: string, start: Uint8Array, size: number): boolean {
  return size > MAX_TEXT_BYTES && signatureOf(name, start) === "text";
}
