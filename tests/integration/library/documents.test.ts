import zlib from "node:zlib";
import { beforeEach, expect, it } from "vitest";
import { GET } from "@/app/api/reports/[slug]/documents/route";
import { endSession } from "@/lib/accounts/sessions";
import { createHighlight } from "@/lib/annotations/service";
import { editionText } from "@/lib/editions/editions";
import { currentLibrary } from "@/lib/library/library";
import { parseReport } from "@/lib/report/parse";
import { documentsOf } from "@/lib/search/documents";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG } from "../support/reports";
import { useShelf } from "../support/shelf";

describeDatabases("a report's text for the browser", ({ db }) => {
  const shelf = useShelf();
  let ann: Caller;

  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "reader", "Ann");
    await write("Rivers carry trade.", "Реки 🏔 стоят.");
  });

  const write = (...paragraphs: string[]) => shelf.put(SLUG, markdownOf(...paragraphs));
  const ask = (headers: Record<string, string> = {}, slug = SLUG) =>
    GET(new Request("http://127.0.0.1:3000/", { headers: { cookie: ann.cookie, ...headers } }), {
      params: Promise.resolve({ slug }),
    });
  const unpack: Record<string, (bytes: Buffer) => Buffer> = {
    br: zlib.brotliDecompressSync,
    gzip: zlib.gunzipSync,
    identity: (bytes) => bytes,
  };
  const read = async (response: Response) => {
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(Number(response.headers.get("content-length"))).toBe(bytes.length);
    return JSON.parse(unpack[response.headers.get("content-encoding") ?? "identity"]!(bytes).toString());
  };

  it.each<[string, string | undefined, string | null]>([
    ["as it is", undefined, null],
    ["as it is, where nothing that we can do is understood", "deflate, zstd", null],
    ["as it is, where all else is refused", "br;q=0, gzip; q=0.0, *;q=0", null],
    ["by gzip", "gzip, deflate", "gzip"],
    ["by brotli", "gzip, deflate, br, zstd", "br"],
    ["by gzip, where brotli is refused", "*, BR;Q=0", "gzip"],
    ["by brotli, where anything is understood", "*", "br"],
  ])("is packed %s", async (_, accepted, encoding) => {
    const response = await ask(accepted === undefined ? {} : { "accept-encoding": accepted });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, no-cache",
      "content-type": "application/json",
      vary: "Accept-Encoding",
      etag: expect.stringMatching(/^"[\w-]{43}\.\w+"$/u),
    });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    const report = parseReport(markdownOf("Rivers carry trade.", "Реки 🏔 стоят."), SLUG);
    expect(await read(response)).toEqual(documentsOf(report));
  });

  it("is sent once for each edition and way of packing", async () => {
    const etagOf = async (headers: Record<string, string>) => (await ask(headers)).headers.get("etag")!;
    const gzip = { "accept-encoding": "gzip" };
    const etag = await etagOf(gzip);
    expect(await etagOf(gzip)).toBe(etag);
    expect(await etagOf({})).not.toBe(etag);

    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const response = await ask({ ...gzip, "if-none-match": tag });
      expect([tag, response.status, await response.text()]).toEqual([tag, 304, ""]);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        etag,
        vary: "Accept-Encoding",
        "cache-control": "private, no-cache",
      });
    }
    for (const [tag, headers] of [
      [etag, {}],
      ['"other"', gzip],
      [etag.slice(1, -1), gzip],
      ["", gzip],
    ] as const) {
      expect([tag, (await ask({ ...headers, "if-none-match": tag })).status]).toEqual([tag, 200]);
    }

    await write("Rivers carry trade.", "Towns grow.");
    const changed = await ask({ ...gzip, "if-none-match": etag });
    expect(changed.status).toBe(200);
    expect((await read(changed)).map(({ text }: { text: string }) => text)).toEqual([
      "Rivers carry trade.",
      "Towns grow.",
    ]);
  });

  it("holds nothing of anybody's notes", async () => {
    const before = await (await ask()).text();
    const { editions } = await currentLibrary();
    const edition = await editionText(db(), editions.get(SLUG)!.id);
    const author = await makeCaller(db(), "annotator");
    for (const visibility of ["private", "team"] as const) {
      const highlight = highlightOf(edition!, "trade", { note: "quetzal", visibility });
      await createHighlight(db(), author.actor, SLUG, highlight);
    }
    expect(before).not.toContain("quetzal");
    expect(await (await ask()).text()).toBe(before);
  });

  it("is sent to nobody whose session has ended, whatever they have of it", async () => {
    const etag = (await ask()).headers.get("etag")!;
    await endSession(db(), ann.actor.sessionId);
    for (const tag of [etag, "*"]) {
      const response = await ask({ "if-none-match": tag });
      expect([response.status, response.headers.get("cache-control")]).toEqual([401, "private, no-store"]);
      expect(await response.json()).toMatchObject({ error: { code: "session-ended" } });
    }
  });

  it("is there for reports of the shelf only", async () => {
    for (const [slug, status, code] of [
      ["towns", 404, "no-such-report"],
      ["../rivers", 400, "bad-request"],
    ] as const) {
      const response = await ask({ "if-none-match": "*" }, slug);
      expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
    }
  });
});
