import { NO_CONTENT } from "@/lib/server/no-content.mjs";
import { byteStream } from "./streams";

/** A file to download, either in full or in ranges. */
interface ServedFile {
  name: string;
  /** Size in bytes. */
  size: number;
  /** Hash of the content, used as the ETag. */
  hash: string;
}

/** Half-open, in bytes. */
interface Range {
  start: number;
  end: number;
}

const MEDIA_TYPES: Record<string, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  doc: "application/msword",
  rtf: "application/rtf",
  odt: "application/vnd.oasis.opendocument.text",
  epub: "application/epub+zip",
  html: "text/html",
  htm: "text/html",
  md: "text/markdown",
  txt: "text/plain",
};

/** If a browser opens the file instead of saving it, this policy prevents anything in it from running or loading. */
export const SANDBOX = `sandbox; ${NO_CONTENT}`;

/**
 * Responds with a whole file or the requested range (RFC 9110, 14). For multiple ranges, responds with the whole file,
 * as the RFC allows.
 *
 * @param read yields the bytes of a range
 */
export function fileResponse(
  asked: Headers,
  { name, size, hash }: ServedFile,
  read: (start: number, end: number) => AsyncGenerator<Uint8Array>,
): Response {
  const etag = `"${hash}"`;
  const headers = new Headers({
    "Accept-Ranges": "bytes",
    // "no-transform", because compression would change the byte ranges.
    "Cache-Control": "private, no-cache, no-transform",
    "Content-Disposition": dispositionOf(name),
    "Content-Security-Policy": SANDBOX,
    "Content-Type": MEDIA_TYPES[/\.([^.]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ""] ?? "application/octet-stream",
    ETag: etag,
  });
  if (matches(asked.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const range = rangeOf(asked, etag, size);
  if (range === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers.set("Content-Length", String(end - start));
  if (range) headers.set("Content-Range", `bytes ${start}-${end - 1}/${size}`);
  return new Response(byteStream(read(start, end)), { status: range ? 206 : 200, headers });
}

/** The file name is included twice: once in ASCII, and once in full for clients that support RFC 6266. */
function dispositionOf(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, "_")).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Whether the client has this version (RFC 9110, 13.1.2). */
export function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//u, "")) ?? [];
  return tags.includes(etag) || tags.includes("*");
}

/**
 * The range that was requested. Undefined for the whole file, including when the client has a different version
 * (`If-Range`).
 */
function rangeOf(asked: Headers, etag: string, size: number): Range | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/u.exec(asked.get("range") ?? "") ?? [];
  const ifRange = asked.get("if-range");
  if ((!first && !last) || (ifRange !== null && ifRange !== etag)) return undefined;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(Number(last) + 1, size) : size;
  if (first && last && Number(last) < Number(first)) return undefined;
  return start < end ? { start, end } : "unsatisfiable";
}
