import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compressStatic, createBrotli } from "@/lib/server/brotli.mjs";

const SCRIPT = "console.log('a script of the build');";
const folder = mkdtempSync(join(tmpdir(), "concord-brotli-"));
const chunks = join(folder, ".next/static/chunks");

beforeAll(async () => {
  mkdirSync(chunks, { recursive: true });
  writeFileSync(join(chunks, "a.js"), SCRIPT);
  writeFileSync(join(chunks, "a.css"), "a {}");
  writeFileSync(join(chunks, "a.woff2"), "a font");
  await compressStatic(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Sends a request to the Brotli handler. Returns the URL that the handler passes on to Next.js, and the response
 * headers.
 */
function ask(url: string, accepted?: string) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  if (accepted !== undefined) request.headers["accept-encoding"] = accepted;
  const answer = new ServerResponse(request);
  createBrotli(folder)(request, answer);
  return { url: request.url, headers: answer.getHeaders() };
}

describe("static files as Brotli", () => {
  it("compresses scripts and style sheets in the build", () => {
    expect(brotliDecompressSync(readFileSync(join(chunks, "a.js.br"))).toString()).toBe(SCRIPT);
    expect(() => readFileSync(join(chunks, "a.woff2.br"))).toThrow("ENOENT");
  });

  it("sends the compressed file with the original's content type", () => {
    expect(ask("/_next/static/chunks/a.js?v=1", "gzip, deflate, br, zstd")).toEqual({
      url: "/_next/static/chunks/a.js.br?v=1",
      headers: {
        "content-type": "application/javascript; charset=UTF-8",
        "content-encoding": "br",
        vary: "Accept-Encoding",
      },
    });
    expect(ask("/_next/static/chunks/a.css", "br;q=0.5").headers["content-type"]).toBe("text/css; charset=UTF-8");
  });

  it.each([
    ["a browser that does not accept it", "/_next/static/chunks/a.js", "gzip"],
    ["a browser that rejects it", "/_next/static/chunks/a.js", "gzip, br;q=0"],
    ["a browser that does not specify what it accepts", "/_next/static/chunks/a.js", undefined],
    ["a file that is not compressed", "/_next/static/chunks/a.woff2", "br"],
    ["a missing file", "/_next/static/chunks/b.js", "br"],
    ["a file outside the folder", "/_next/static/../a.js", "br"],
    ["another URL", "/api/chunks/a.js", "br"],
  ])("leaves %s alone", (_, url, accepted) => {
    expect(ask(url, accepted)).toEqual({ url, headers: {} });
  });
});
