import { UserError } from "../errors";

/** What the bytes of a file in UTF-16 begin with. */
const UTF_16_MARKS = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/**
 * Reads the bytes of a plain-text file as UTF-8, with or without a byte-order mark.
 *
 * @returns the text in Unicode's composed form (NFC), which is what reports are stored in
 * @throws UserError `import-encoding` where they are not UTF-8, `import-binary` where they are no text,
 *   `import-empty` where there is nothing to read in them
 */
export function decode(bytes: Uint8Array): string {
  if (UTF_16_MARKS.some(([first, second]) => bytes[0] === first && bytes[1] === second)) {
    throw new UserError("import-encoding", "The file is in UTF-16. Save it as UTF-8 and import it again.");
  }
  if (bytes.includes(0)) {
    throw new UserError("import-binary", "The file is not plain text: it holds zero bytes. Save it as text in UTF-8.");
  }
  const text = decodeUtf8(bytes).normalize("NFC");
  if (text.trim() === "") throw new UserError("import-empty", "The file holds no text.");
  return text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError("import-encoding", "The file is not in UTF-8. Save it as UTF-8 and import it again.");
  }
}
