/**
 * Markup that may come between the start of a field's instruction and its first word: groups and formatting, but no
 * characters written as numbers. The limit keeps the time proportional to the length of the file.
 */
const MARKUP = String.raw`(?:[\s{}]|\\(?!u-?\d)[a-z]+(?:-?\d+)?){0,200}`;

/** The start of a field's instruction, unless the field is a hyperlink. */
const INSTRUCTION = new RegExp(String.raw`\\fldinst(?!${MARKUP}HYPERLINK[\s"}\\])`, "gu");

/**
 * Disables all fields of an RTF file except hyperlinks, by renaming their instructions to a word that RTF readers skip.
 * A field can include another file, so LibreOffice might put a picture from the server's disk into the report. The
 * fields' results, which are what readers see, are kept.
 */
export function withoutFields(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return new Uint8Array(Buffer.from(text.replace(INSTRUCTION, String.raw`\xldinst`), "latin1"));
}
