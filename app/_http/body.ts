import { createHash } from "node:crypto";
import { UserError } from "@/lib/errors";
import { parseJson, type RawBody } from "@/lib/json-body";
import { cancelled } from "./cancelled";

const JSON_TYPES = ["application/json"];

/**
 * Reads a JSON body.
 *
 * @param types accepted media types
 * @throws UserError `not-json` (415), `too-large` (413), `broken-json` (400), or `cancelled` (499) if the client
 *   disconnected
 */
export async function readJson(
  request: Request,
  maxBytes: number,
  types: readonly string[] = JSON_TYPES,
): Promise<unknown> {
  requireType(request, types);
  return parseJson(await readText(request, maxBytes));
}

/**
 * Reads a JSON body that a worker will parse. The body is hashed chunk by chunk, because hashing it in one go would
 * block other requests.
 */
export async function readRaw(
  request: Request,
  maxBytes: number,
  types: readonly string[] = JSON_TYPES,
): Promise<RawBody> {
  requireType(request, types);
  const hash = createHash("sha256");
  const chunks = await readChunks(request, maxBytes, (chunk) => hash.update(chunk));
  return { chunks, hash: hash.digest("base64") };
}

function requireType(request: Request, types: readonly string[]): void {
  if (types.includes(mediaTypeOf(request) ?? "")) return;
  throw new UserError("not-json", { types: types.join(" or ") });
}

/** Whether this is a native form submission, which the browser made before the page was hydrated. */
export function isForm(request: Request): boolean {
  return mediaTypeOf(request) === "application/x-www-form-urlencoded";
}

/** Reads the fields of a form. If a field is repeated, the last value counts. Throws the same errors as `readJson`. */
export async function readForm(request: Request, maxBytes: number): Promise<Record<string, string>> {
  const text = (await readText(request, maxBytes)).replaceAll("%00", "%EF%BF%BD").replaceAll("\0", "%EF%BF%BD");
  return Object.fromEntries(new URLSearchParams(text));
}

function mediaTypeOf(request: Request): string | undefined {
  return request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  return new TextDecoder().decode(Buffer.concat(await readChunks(request, maxBytes)));
}

async function readChunks(
  request: Request,
  maxBytes: number,
  see: (chunk: Uint8Array) => void = () => {},
): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readParts(request, maxBytes)) {
    see(chunk);
    chunks.push(chunk);
  }
  return chunks;
}

/**
 * Streams a request body. Counts the bytes, because `Content-Length` may be wrong or missing.
 *
 * @throws UserError `too-large` (413), or `cancelled` (499) if the client disconnected
 */
export async function* readParts(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = new UserError("too-large", { max: Math.floor(maxBytes / 1024) });
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge;
  const reader = request.body?.getReader();
  // Without this, a connection reset by the client would be mistaken for a database connection error.
  const next = () =>
    reader?.read().catch(() => {
      throw cancelled();
    });
  let size = 0;
  for (let part = await next(); part && !part.done; part = await next()) {
    size += part.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw tooLarge;
    }
    yield part.value;
  }
}
