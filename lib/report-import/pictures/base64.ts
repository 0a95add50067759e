import { tooLarge } from "../structured/limits";
import { safelyDecoded } from "../structured/paths";
import { LIMITS } from "./limits";

/**
 * Decodes Base64.
 *
 * @throws UserError `import-too-large` if there is much more data than a picture may contain
 */
export function bytesIn(base64: string): Uint8Array {
  if (base64.length > LIMITS.bytes * 2) throw tooLarge();
  return new Uint8Array(Buffer.from(base64, "base64"));
}

/**
 * The bytes of a `data:` URL.
 *
 * @throws UserError `import-too-large`
 */
export function bytesOfDataUrl(url: string): Uint8Array {
  const comma = url.indexOf(",");
  const data = url.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/iu.test(url.slice(0, Math.max(0, comma)));
  const text = data.includes("%") ? safelyDecoded(data) : data;
  return isBase64 ? bytesIn(text) : new TextEncoder().encode(text);
}
