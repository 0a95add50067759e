import { UserError } from "@/lib/errors";

/** Bytes of a request's body, where a route does not allow more. */
export const MAX_BODY_BYTES = 256 * 1024;

const JSON_TYPES = ["application/json"];

/** U+0000 as JSON writes it, after no backslash that makes it another. */
const NUL_IN_JSON = /(?<!\\)((?:\\\\)*)\\u0000/gu;

/**
 * Reads a body of JSON. For U+0000, which no text has and PostgreSQL does not store, stands U+FFFD, so that what somebody has pasted
 * is not lost for it. (In addresses our server refuses it.)
 *
 * @param types media types that are taken
 * @throws UserError `not-json` (415), `too-large` (413) or `broken-json` (400)
 */
export async function readJson(
  request: Request,
  maxBytes: number,
  types: readonly string[] = JSON_TYPES,
): Promise<unknown> {
  if (!types.includes(mediaTypeOf(request) ?? "")) {
    throw new UserError("not-json", `The request must be sent as ${types.join(" or ")}.`, 415);
  }
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text.replace(NUL_IN_JSON, "$1\\ufffd"));
  } catch {
    throw new UserError("broken-json", "The request is not valid JSON.");
  }
}

/** Whether a page's own form sent this, before the page's scripts had come. */
export function isForm(request: Request): boolean {
  return mediaTypeOf(request) === "application/x-www-form-urlencoded";
}

/** Reads the fields of a form, as `readJson`. Of fields with one name the last counts. */
export async function readForm(request: Request, maxBytes: number): Promise<Record<string, string>> {
  const text = (await readText(request, maxBytes)).replaceAll("%00", "%EF%BF%BD").replaceAll("\0", "%EF%BF%BD");
  return Object.fromEntries(new URLSearchParams(text));
}

function mediaTypeOf(request: Request): string | undefined {
  return request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
}

/** Counts while it reads, since a caller may say any length or none. */
async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = new UserError("too-large", `The request is larger than ${Math.floor(maxBytes / 1024)} KB.`, 413);
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge;
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
