import { randomUUID } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import v8 from "node:v8";
import { beforeEach, expect, it, vi } from "vitest";
import { handler } from "@/app/_http/handler";
import { POST as PREVIEW } from "@/app/api/imports/preview/route";
import { UserError } from "@/lib/errors";
import { CONTEXT } from "@/lib/exchange/annotation-rules";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { currentSignal } from "@/lib/workers/cancellation";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { markdownOf, SLUG, storeReport } from "../support/reports";

const WORDS = "carry grain from the four harbours";
const PARAGRAPH = `Barges ${WORDS} down to the sea in autumn.`;

/** How many UTF-16 code units or bytes the server can process without blocking. */
const LITTLE = 100_000;

const annotation = (exact: string, body: string, report = SLUG) => ({
  "@context": CONTEXT,
  id: `urn:uuid:${randomUUID()}`,
  type: "Annotation",
  body: { type: "TextualBody", value: body, format: "text/plain" },
  target: {
    source: `https://elsewhere.example/r/${report}`,
    selector: { type: "TextQuoteSelector", exact },
  },
});

describeDatabases("large imports", (context) => {
  const shelf = useContentFolder();
  let ann: Caller;

  beforeEach(async () => {
    serve(context.db());
    await shelf.put(SLUG, markdownOf(PARAGRAPH));
    await storeReport(context.db(), PARAGRAPH);
    ann = await makeCaller(context.db(), "annotator", "Ann");
  });

  const preview = (file: object, more: Partial<ImportFile> = {}) => {
    const body: ImportFile = { text: JSON.stringify(file), report: null, visibility: "file", ...more };
    return call<ImportOutcome & { error: { code: string; message: string } }>(PREVIEW, ann, { body });
  };

  it("are parsed, hashed and measured in a worker", async () => {
    const file = Array.from({ length: 60 }, () => annotation(WORDS, "*_[".repeat(8_000)));
    const parse = vi.spyOn(JSON, "parse");
    const replace = vi.spyOn(String.prototype, "replace");
    const serialize = vi.spyOn(v8, "serialize");
    syncBuiltinESMExports();
    const { body } = await preview(file);
    expect(body.counts).toMatchObject({ new: 60 });
    expect(Math.max(...parse.mock.calls.map(([text]) => String(text).length))).toBeLessThan(LITTLE);
    expect(Math.max(...replace.mock.contexts.map((text) => String(text).length))).toBeLessThan(LITTLE);
    expect(Math.max(...serialize.mock.results.map(({ value }) => value.length))).toBeLessThan(LITTLE);
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  it("are anchored in a worker", async () => {
    // Characters that don't occur in any other text, because normalized characters are cached.
    const letters = String.fromCodePoint(...Array.from({ length: 1_000 }, (_, index) => 0x4e00 + index));
    const normalize = vi.spyOn(String.prototype, "normalize");
    const { body } = await preview([annotation(letters, "A")]);
    expect(body.counts).toMatchObject({ orphan: 1 });
    const seen = normalize.mock.contexts.map(String);
    expect(seen.filter((each) => each.length === 1 && letters.includes(each))).toEqual([]);
    vi.restoreAllMocks();
  });

  it("search reports in a worker", async () => {
    await shelf.put(
      "long",
      markdownOf(`${"Nobody quotes this at all. ".repeat(10_000)}The fifth harbour lies upstream.`),
    );
    // By now, the report has been read and indexed.
    await preview([annotation("A passage of no report", "A", "unknown")]);
    const normalize = vi.spyOn(String.prototype, "normalize");
    const { body } = await preview([annotation("The fifth harbour lies upstream", "A", "unknown")]);
    expect(body.better).toMatchObject({ slug: "long", found: 1, sought: 1 });
    expect(Math.max(...normalize.mock.contexts.map((folded) => String(folded).length))).toBeLessThan(LITTLE);
  });

  it("are rejected with an explanation if they refer to more than 200 reports", async () => {
    const slugs = Array.from({ length: 200 }, (_, index) => `report-${index}`);
    for (const slug of slugs) await shelf.put(slug, markdownOf(`${PARAGRAPH} ${slug}`));
    const notes = slugs.map((slug) => annotation("No report has these words", "A", slug));
    const { status, body } = await preview([...notes, annotation(WORDS, "A")]);
    expect([status, body.error]).toMatchObject([
      413,
      {
        code: "import-too-many-reports",
        message: "The file has notes on more than 200 reports. Split it into several files.",
      },
    ]);
  });

  it("are cancelled when the client disconnects or they take too long", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const endless = (timeLimit: number) =>
      handler({ access: "public", timeLimit }, () => {
        const signal = currentSignal();
        signals.push(signal);
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      });
    const ask = (timeLimit: number, signal: AbortSignal) => {
      const request = new Request("http://127.0.0.1:3000/", { signal });
      return endless(timeLimit)(request, { params: Promise.resolve({}) });
    };
    const gone = new AbortController();
    const cancelled = ask(60_000, gone.signal);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    gone.abort();
    expect((await cancelled).status).toBe(499);
    expect((await ask(1, new AbortController().signal)).status).toBe(503);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
    // If a request fails immediately, its timer must be cleared. Otherwise, the timer would cause an unhandled
    // rejection.
    const refused = handler({ access: "public", timeLimit: 1 }, () => {
      throw new UserError("oembed-format");
    });
    const request = new Request("http://127.0.0.1:3000/");
    expect((await refused(request, { params: Promise.resolve({}) })).status).toBe(501);
  });
});
