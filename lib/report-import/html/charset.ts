/** How many bytes to search for an encoding declaration. */
const ZONE = 8192;
const META_CHARSET = /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/iu;
const XML_ENCODING = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/iu;

/**
 * Decodes a web page by its byte-order mark, as UTF-8 if it is valid UTF-8, or else in the declared encoding
 * (Windows-1251 if none is declared). Browsers save pages as UTF-8 without updating the declaration, so valid UTF-8
 * takes precedence.
 */
export function decodePage(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, ZONE));
  const named = META_CHARSET.exec(head)?.[1] ?? XML_ENCODING.exec(head)?.[1];
  const utf8 = decodeStrictly(bytes);
  // Text in a 7-bit encoding is always valid UTF-8.
  if (utf8 !== null && !/^(?:iso-2022|utf-7|hz)/iu.test(named ?? "")) return utf8;
  return (decoderOf(named) ?? new TextDecoder("windows-1251")).decode(bytes);
}

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decoderOf(label: string | undefined): TextDecoder | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label);
  } catch {
    return undefined;
  }
}
