import { beforeEach, expect, it } from "vitest";
import { GET } from "@/app/api/reports/[slug]/documents/route";
import { endSession } from "@/lib/accounts/sessions";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { editionText } from "@/lib/editions/editions";
import { currentLibrary } from "@/lib/library/library";
import { parseReport } from "@/lib/report/parse";
import { documentsOf } from "@/lib/search/documents";
import { serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG } from "../support/reports";

describeDatabases("a report's text for the browser", ({ db }) => {
  const shelf = useContentFolder();
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

  it("is JSON that the browser caches and revalidates", async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, no-cache",
      "content-type": "application/json",
      vary: "Accept-Encoding",
      etag: expect.stringMatching(/^W\/"[\w-]{43}"$/u),
    });
    const report = parseReport(markdownOf("Rivers carry trade.", "Реки 🏔 стоят."), SLUG);
    expect(await response.json()).toEqual(documentsOf(report));
  });

  it("is sent once per edition", async () => {
    const etag = (await ask()).headers.get("etag")!;
    expect((await ask()).headers.get("etag")).toBe(etag);
    for (const tag of [etag, etag.replace("W/", ""), `"other", ${etag}`, `${etag},W/"other"`, "*"]) {
      const response = await ask({ "if-none-match": tag });
      expect([tag, response.status, await response.text()]).toEqual([tag, 304, ""]);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        etag,
        vary: "Accept-Encoding",
        "cache-control": "private, no-cache",
      });
    }
    for (const tag of ['"other"', etag.replaceAll('"', ""), ""]) {
      expect([tag, (await ask({ "if-none-match": tag })).status]).toEqual([tag, 200]);
    }

    await write("Rivers carry trade.", "Towns grow.");
    const changed = await ask({ "if-none-match": etag });
    expect(changed.status).toBe(200);
    expect((await changed.json()).map(({ text }: { text: string }) => text)).toEqual([
      "Rivers carry trade.",
      "Towns grow.",
    ]);
  });

  it("contains nothing from anyone's notes", async () => {
    const before = await (await ask()).text();
    const { bySlug } = await currentLibrary();
    const edition = await editionText(db(), bySlug.get(SLUG)!.edition.id);
    const author = await makeCaller(db(), "annotator");
    for (const visibility of ["private", "team"] as const) {
      const highlight = highlightOf(edition!, "trade", { note: "quetzal", visibility });
      await createHighlight(db(), author.actor, SLUG, highlight);
    }
    expect(before).not.toContain("quetzal");
    expect(await (await ask()).text()).toBe(before);
  });

  it("is not sent without a valid session, even with a matching ETag", async () => {
    const etag = (await ask()).headers.get("etag")!;
    await endSession(db(), ann.actor.sessionId);
    for (const tag of [etag, "*"]) {
      const response = await ask({ "if-none-match": tag });
      expect([response.status, response.headers.get("cache-control")]).toEqual([401, "private, no-store"]);
      expect(await response.json()).toMatchObject({ error: { code: "session-ended" } });
    }
  });

  it("exists only for reports in the library", async () => {
    for (const [slug, status, code] of [
      ["towns", 404, "no-such-report"],
      ["../rivers", 400, "bad-request"],
    ] as const) {
      const response = await ask({ "if-none-match": "*" }, slug);
      expect([response.status, (await response.json()).error.code]).toEqual([status, code]);
    }
  });
});
