import { UserError } from "../errors";

interface Decoded {
  /** The text in composed form (NFC), like all stored reports. */
  text: string;
  /** The encoding, if it was guessed. */
  guess?: "Windows-1251" | "KOI8-R" | "CP866" | "Windows-1252";
}

/**
 * Decodes a plain-text file as UTF-16 if it has a byte-order mark of that encoding, as UTF-8 if it is valid UTF-8, or
 * else in a guessed single-byte encoding.
 *
 * @throws UserError `import-encoding` if no encoding gives plausible text, `import-binary` if it is not text,
 *   `import-empty` if it is blank
 */
export function decode(bytes: Uint8Array): Decoded {
  const decoded = decodeUtf16(bytes) ?? decodeBytes(bytes);
  if (decoded.text.includes("\0")) throw binary();
  const text = decoded.text.normalize("NFC");
  if (text.trim() === "") throw new UserError("import-empty");
  return { ...decoded, text };
}

function binary(): UserError {
  return new UserError("import-binary");
}

function decodeUtf16(bytes: Uint8Array): Decoded | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes) };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes) };
  return undefined;
}

function decodeBytes(bytes: Uint8Array): Decoded {
  if (bytes.includes(0)) throw binary();
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return guessed(bytes);
  }
}

/**
 * Minimum share of letters among the non-ASCII characters if the encoding is correct; the rest are quotes and dashes.
 */
const LETTERS = 0.6;
/** Minimum number of frequent letters that a text must contain before an encoding other than Windows-1251 is chosen. */
const LEAST_FREQUENT = 5;
/**
 * The most frequent Russian letters. In the wrong Cyrillic encoding, they would be decoded as other letters or as
 * capitals.
 */
const FREQUENT = /[оеаинтсрвл]/gu;

/**
 * Guesses a single-byte encoding. In correctly decoded text, accented Latin letters are next to plain letters, and
 * Cyrillic letters are next to other Cyrillic letters.
 *
 * @throws UserError `import-encoding`
 */
function guessed(bytes: Uint8Array): Decoded {
  const windows = new TextDecoder("windows-1251").decode(bytes);
  const cyrillic: Decoded[] = [
    { text: windows, guess: "Windows-1251" },
    { text: new TextDecoder("koi8-r").decode(bytes), guess: "KOI8-R" },
    { text: new TextDecoder("ibm866").decode(bytes), guess: "CP866" },
  ];
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const mixed = count(windows, /(?<=[a-z])\p{Script=Cyrillic}|\p{Script=Cyrillic}(?=[a-z])/giu);
  const isLatin = mixed > count(windows, /\p{Script=Cyrillic}/gu) / 2;
  const frequent = (text: string) => count(text, FREQUENT);
  const decoded: Decoded = isLatin
    ? { text: new TextDecoder("windows-1252").decode(bytes), guess: "Windows-1252" }
    : cyrillic.reduce((best, other) =>
        frequent(other.text) >= Math.max(LEAST_FREQUENT, frequent(best.text) + 1) ? other : best,
      );
  const odd = count(decoded.text, /[^\p{ASCII}]/gu);
  const isBroken = count(new TextDecoder().decode(bytes), /[^\p{ASCII}\ufffd]/gu) > odd / 8;
  if (isBroken || count(decoded.text, /[^\p{ASCII}]/gu) * LETTERS > count(decoded.text, /(?!\p{ASCII})\p{L}/gu)) {
    throw new UserError("import-encoding");
  }
  return decoded;
}
