import { ENCODINGS, type Encoding, type PackedFile } from "@/lib/library/documents-file";

/** How to pack what answers a request: as small as its browser can unpack it. */
export function encodingFor({ headers }: Pick<Request, "headers">): Encoding {
  const weights = new Map(
    (headers.get("accept-encoding") ?? "").split(",").map((part): [string, number] => {
      const [name = "", ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/u);
      return [name, Number(parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? 1)];
    }),
  );
  const isAccepted = (encoding: string) => (weights.get(encoding) ?? weights.get("*") ?? 0) > 0;
  return ENCODINGS.find(isAccepted) ?? "identity";
}

/**
 * Answers JSON that the browser may keep, but must ask about each time: it is told that nothing has changed, if nothing has,
 * and only while the person is signed in.
 */
export function packedResponse({ headers }: Pick<Request, "headers">, { bytes, encoding, etag }: PackedFile): Response {
  const common = { "Cache-Control": "private, no-cache", ETag: etag, Vary: "Accept-Encoding" };
  if (names(headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers: common });
  return new Response(bytes, {
    headers: {
      ...common,
      "Content-Type": "application/json",
      "Content-Length": String(bytes.length),
      ...(encoding !== "identity" && { "Content-Encoding": encoding }),
    },
  });
}

/** Whether an `If-None-Match` names a file. A proxy may have marked it as weak, which does not matter here (RFC 9110, 13.1.2). */
function names(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? "").split(",").map((tag) => tag.trim().replace(/^W\//u, ""));
  return tags.includes(etag) || tags.includes("*");
}
