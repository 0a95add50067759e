import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { listNoteVersions, readNoteVersion } from "@/lib/annotations/notes/history-service";
import type { ApiNote } from "@/lib/api/schemas";
import { UNIT } from "@/lib/word-boxes/model";
import { describeDatabases } from "../support/databases";
import { SLUG } from "../support/reports";
import { type Answer, type Asked, ask, ORIGIN, tokenOf, useProgramsOf } from "./support";

const PARAGRAPHS = [
  "# Trade",
  "<!-- page 7 -->",
  "Barges carry grain from the four harbours down to the sea.",
  "🏔 A toll is asked at every lock, and grain pays double.",
  '![A chart of tolls](missing "Kesh Dunmere")',
];

describeDatabases("the REST API", (context) => {
  const { ann, bob, tokens } = useProgramsOf(context, PARAGRAPHS);

  const notes = "/api/v1/notes";
  const asAnn = (method: string, route: string, asked: Asked = {}) => ask(tokens.ann, method, route, asked);
  const asBob = (method: string, route: string, asked: Asked = {}) => ask(tokens.bob, method, route, asked);
  const make = (quote: string, more: object = {}, headers: Record<string, string> = {}) =>
    asAnn("POST", notes, { body: { report: SLUG, passage: { quote }, ...more }, headers });
  const noteIn = ({ body }: Answer) => body as ApiNote;
  const codeOf = ({ status, body }: Answer) => [status, (body as { error?: { code: string } }).error?.code];

  it("creates a private note by quote, and returns its position", async () => {
    const made = await make("carry grain", { text: "A *note*", tags: ["Grain"], colour: 3 });
    const { id } = noteIn(made);
    expect(made.headers.get("location")).toBe(`/api/v1/notes/${id}`);
    expect(noteIn(made)).toMatchObject({
      ...{ url: `${ORIGIN}/r/${SLUG}?note=${id}`, quote: "carry grain", state: "anchored", section: "Trade" },
      ...{ page: { number: 7, certain: true }, colour: 3, visibility: "private", tags: ["Grain"], text: "A *note*" },
      ...{ resolved: false, replies: [], author: { id: ann.actor.id, name: "Ann" }, origin: null },
    });
    expect((await asAnn("GET", `${notes}/[id]`, { params: { id } })).body).toEqual(made.body);
    expect(codeOf(await asBob("GET", `${notes}/[id]`, { params: { id } }))).toEqual([404, "not-found"]);
    expect((await asBob("GET", notes)).body).toMatchObject({ total: 0, notes: [] });
  });

  it.each<[string, object, [number, string]]>([
    ["several positions", { quote: "grain" }, [422, "passage-ambiguous"]],
    ["no position", { quote: "grain", prefix: "more " }, [422, "passage-not-found"]],
    ["a different position", { quote: "grain", start: 3 }, [422, "passage-not-found"]],
    ["only whitespace", { quote: " ", prefix: "Barges" }, [400, "passage-blank"]],
    ["a split character", { quote: "\uDFD4 A toll" }, [400, "passage-cuts-character"]],
    ["no text", { quote: "" }, [400, "bad-request"]],
    ["an extra word", { quote: "toll", offset: 3 }, [400, "bad-request"]],
  ])("rejects a passage with %s", async (_, passage, expected) => {
    expect(codeOf(await make("", { passage }))).toEqual(expected);
  });

  it("uses the context or the position of a quote to resolve ambiguity", async () => {
    const second = noteIn(await make("", { passage: { quote: "grain", suffix: " pays" } }));
    expect(noteIn(await make("", { passage: { quote: "grain", start: second.start } })).start).toBe(second.start);
  });

  it("returns the area of a note in fractions of its page or picture", async () => {
    const { id, area, description } = noteIn(await make("toll"));
    expect([area, description]).toEqual([null, ""]);
    const edges = { x0: 0, y0: 3277, x1: 16_384, y1: UNIT };
    const parts = { left: 0, top: 0.10001, right: 0.50002, bottom: 1 };
    const picture = "0123456789abcdef".repeat(2);
    for (const [where, shown] of [
      [{ page: 4 }, { page: 5, picture: null }],
      [{ picture }, { page: null, picture }],
    ]) {
      const stored = JSON.stringify({ ...where, ...edges });
      await context.db().highlight.update({ where: { id }, data: { area: stored, description: "The tolls" } });
      await context.db().placement.updateMany({ where: { highlightId: id }, data: { area: stored } });
      const { body } = await asAnn("GET", `${notes}/[id]`, { params: { id } });
      expect(body).toMatchObject({ area: { ...shown, ...parts }, description: "The tolls" });
    }
  });

  it("creates the same note once, identified by its ID or the request's key", async () => {
    const key = { "idempotency-key": randomUUID() };
    const [first, again] = [await make("toll", {}, key), await make("toll", {}, key)];
    expect([again.status, again.body]).toEqual([201, first.body]);
    const id = randomUUID();
    await make("lock", { id });
    expect((await make("lock", { id })).status).toBe(201);
    expect((await asAnn("GET", notes)).body).toMatchObject({ total: 2 });
    expect(codeOf(await make("sea", { id }))).toEqual([409, "highlight-exists"]);
  });

  it("does not reveal IDs or keys that another user used for private items", async () => {
    const key = { "idempotency-key": randomUUID() };
    const sent = { body: { report: SLUG, passage: { quote: "sea" }, text: "His." }, headers: key };
    const made = await make("toll", { text: "quetzal" }, key);
    const hers = noteIn(made);
    const [first, again] = [await asBob("POST", notes, sent), await asBob("POST", notes, sent)];
    expect([first.status, again.body]).toEqual([201, first.body]);
    const named = { body: { ...sent.body, id: hers.id } };
    const [second, once] = [await asBob("POST", notes, named), await asBob("POST", notes, named)];
    expect([second.status, once.body]).toEqual([201, second.body]);
    expect((await asBob("GET", notes)).body).toMatchObject({ total: 2 });
    expect((await asAnn("GET", notes)).body).toMatchObject({ total: 1, notes: [{ id: hers.id, text: "quetzal" }] });
    // An id that is visible to the team cannot be used again by anyone.
    const seen = { "if-match": made.headers.get("etag") ?? "" };
    await asAnn("PATCH", `${notes}/[id]`, { params: { id: hers.id }, body: { visibility: "team" }, headers: seen });
    const other = { body: { ...sent.body, passage: { quote: "pays double" }, id: hers.id } };
    expect(codeOf(await asBob("POST", notes, other))).toEqual([409, "highlight-exists"]);
  });

  it("applies a combined change to the version that the client saw, or not at all", async () => {
    const made = await make("carry grain", { text: "One", visibility: "team" });
    const params = { id: noteIn(made).id };
    const seen = { "if-match": made.headers.get("etag") ?? "" };
    const change = (body: object, headers: Record<string, string> = seen) =>
      asAnn("PATCH", `${notes}/[id]`, { params, body, headers });
    expect(codeOf(await change({ text: "Two" }, {}))).toEqual([428, "precondition-required"]);
    expect(codeOf(await change({ colour: 2, tags: ["x".repeat(99)] }))).toEqual([400, "tag-too-long"]);
    expect(codeOf(await change({ text: "Two", resolved: true, extra: 1 }))).toEqual([400, "bad-request"]);
    expect((await asAnn("GET", `${notes}/[id]`, { params })).body).toEqual(made.body);
    const key = { ...seen, "idempotency-key": randomUUID() };
    const changed = await change({ text: "Two", colour: 2, tags: ["b", "a"], resolved: true }, key);
    expect(noteIn(changed)).toMatchObject({ text: "Two", colour: 2, tags: ["a", "b"], resolved: true });
    expect(noteIn(changed).resolvedBy).toEqual({ id: ann.actor.id, name: "Ann" });
    // The request is repeated because its response was lost.
    expect((await change({ text: "Two", colour: 2, tags: ["b", "a"], resolved: true }, key)).body).toEqual(
      changed.body,
    );
    expect(codeOf(await change({ text: "Three" }))).toEqual([412, "precondition-failed"]);
    const current = { "if-match": `"other", ${changed.headers.get("etag")}` };
    expect(noteIn(await change({ text: null }, current))).toMatchObject({
      text: null,
      resolved: false,
      tags: ["a", "b"],
    });
  });

  it("shows other users a note's current text when it becomes visible to them, but no earlier text", async () => {
    const { id } = noteIn(await make("carry grain", { text: "A secret" }));
    const change = (body: object) =>
      asAnn("PATCH", `${notes}/[id]`, { params: { id }, body, headers: { "if-match": "*" } });
    expect(codeOf(await change({ groupId: randomUUID() }))).toEqual([400, "bad-request"]);
    expect(noteIn(await change({ text: "For all", visibility: "team" }))).toMatchObject({ text: "For all" });
    const { versions } = await listNoteVersions(context.db(), bob.actor, id);
    expect(versions.map(({ version }) => version)).toEqual([2]);
    await expect(readNoteVersion(context.db(), bob.actor, id, 1)).rejects.toMatchObject({ code: "not-found" });
  });

  it("deletes the version that the client saw, which can be restored in the app", async () => {
    const made = await make("carry grain", { visibility: "team" });
    const params = { id: noteIn(made).id };
    const remove = (headers: Record<string, string>) => asAnn("DELETE", `${notes}/[id]`, { params, headers });
    expect(codeOf(await remove({ "if-match": '"other"' }))).toEqual([412, "precondition-failed"]);
    const seen = { "if-match": made.headers.get("etag") ?? "" };
    expect(codeOf(await asBob("DELETE", `${notes}/[id]`, { params, headers: seen }))).toEqual([403, "forbidden"]);
    const key = { ...seen, "idempotency-key": randomUUID() };
    expect([(await remove(key)).status, (await remove(key)).status]).toEqual([204, 204]);
    expect(codeOf(await remove(seen))).toEqual([404, "not-found"]);
    const row = await context.db().highlight.findUniqueOrThrow({ where: params });
    expect(row.deletedById).toBe(ann.actor.id);
  });

  it("lists every note exactly once across pages, even while others are created and deleted", async () => {
    const quotes = ["Barges", "carry", "four", "harbours", "sea"];
    const ids: string[] = [];
    for (const quote of quotes) ids.push(noteIn(await make(quote)).id);
    const page = async (cursor: string | null) => {
      const query = { limit: "2", ...(cursor !== null && { cursor }) };
      return (await asAnn("GET", notes, { query })).body as { notes: ApiNote[]; next: string | null; total: number };
    };
    const first = await page(null);
    await asAnn("DELETE", `${notes}/[id]`, { params: { id: ids[1] ?? "" }, headers: { "if-match": "*" } });
    ids.push(noteIn(await make("toll")).id);
    const second = await page(first.next);
    const third = await page(second.next);
    const told = [first, second, third].flatMap((each) => each.notes.map(({ id }) => id));
    expect(told).toEqual(ids);
    expect([first.total, third.total, third.next]).toEqual([5, 5, null]);
    expect(codeOf(await asAnn("GET", notes, { query: { cursor: "zz" } }))).toEqual([400, "cursor"]);
    expect(codeOf(await asAnn("GET", notes, { query: { colour: "9" } }))).toEqual([400, "bad-request"]);
    expect(codeOf(await asAnn("GET", notes, { query: { tags: "x" } }))).toEqual([400, "bad-request"]);
    expect((await asAnn("GET", notes, { query: { q: "toll" } })).body).toMatchObject({ total: 1 });
  });

  it("returns 304 if nothing changed", async () => {
    const made = await make("carry grain");
    const params = { id: noteIn(made).id };
    const headers = { "if-none-match": made.headers.get("etag") ?? "" };
    expect((await asAnn("GET", `${notes}/[id]`, { params, headers })).status).toBe(304);
    const report = await asAnn("GET", "/api/v1/reports/[slug]", { params: { slug: SLUG } });
    const known = { params: { slug: SLUG }, headers: { "if-none-match": report.headers.get("etag") ?? "" } };
    expect((await asAnn("GET", "/api/v1/reports/[slug]", known)).status).toBe(304);
    const { blocks } = report.body as { blocks: { text: string; start: number; page: unknown; section: string }[] };
    expect(blocks[1]).toMatchObject({ text: PARAGRAPHS[2], page: { number: 7 }, section: "trade" });
  });

  it("returns search results in pages, and finds notes that contain the text", async () => {
    await make("toll", { text: "Quetzal and grain" });
    const found = async (query: Record<string, string>) =>
      (await asAnn("GET", "/api/v1/search", { query })).body as {
        hits: { note: string | null }[];
        next: string | null;
      };
    const { hits, next } = await found({ q: "grain", limit: "2" });
    const rest = await found({ q: "grain", limit: "2", cursor: next ?? "" });
    expect([hits.length, rest.hits.length, rest.next]).toEqual([2, 1, null]);
    expect([...hits, ...rest.hits].filter(({ note }) => note !== null)).toHaveLength(1);
    expect((await asBob("GET", "/api/v1/search", { query: { q: "quetzal" } })).body).toMatchObject({ total: 0 });
  });

  it("returns the words in a figure with the figure's URL", async () => {
    const { body } = await asAnn("GET", "/api/v1/search", { query: { q: "dunmere" } });
    const [hit] = (body as { hits: { block: string; url: string }[] }).hits;
    expect(body).toMatchObject({
      total: 1,
      hits: [{ kind: "figure", text: "A chart of tolls\nKesh Dunmere", note: null }],
    });
    expect(hit?.url).toMatch(new RegExp(`#${hit?.block}$`, "u"));
  });

  it("creates a share once, lists it without its link, and revokes it", async () => {
    const { id } = noteIn(await make("carry grain", { text: "For all", visibility: "team" }));
    const shares = "/api/v1/shares";
    const key = { "idempotency-key": randomUUID() };
    const made = await asAnn("POST", shares, { body: { note: id, notesOf: [ann.actor.id] }, headers: key });
    const { share, url } = made.body as { share: { id: string }; url: string };
    expect(url).toMatch(new RegExp(`^${ORIGIN}/p/[\\w-]{20,}$`, "u"));
    expect(codeOf(await asAnn("POST", shares, { body: { note: id }, headers: key }))).toEqual([409, "share-made"]);
    const alone = { report: SLUG, passage: { quote: "toll" } };
    expect((await asAnn("POST", shares, { body: alone })).status).toBe(201);
    for (const body of [{}, { note: id, ...alone }, { report: SLUG }]) {
      expect(codeOf(await asAnn("POST", shares, { body }))).toEqual([400, "share-what"]);
    }
    const list = await asAnn("GET", shares, { query: { limit: "1" } });
    expect(list.body).toMatchObject({ shares: [{ passage: { quote: "toll" } }], next: expect.any(String) });
    expect(JSON.stringify(list.body)).not.toContain(url.split("/p/")[1]);
    expect((await asBob("GET", shares)).body).toEqual({ shares: [], next: null });
    const params = { id: share.id };
    expect((await asAnn("DELETE", `${shares}/[id]`, { params })).body).toMatchObject({ state: "revoked" });
    expect(codeOf(await asBob("GET", `${shares}/[id]`, { params }))).toEqual([404, "not-found"]);
  });

  it("asks for a valid token, and names the missing scope", async () => {
    const none = await ask(null, "GET", notes);
    expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="Concord"']);
    expect(none.body).toMatchObject({ error: { code: "token-missing", message: expect.stringContaining("Settings") } });
    expect(codeOf(await ask(null, "POST", notes, { body: {} }))).toEqual([401, "token-missing"]);
    const browser = await ask(null, "GET", notes, { headers: { cookie: "other=1" } });
    expect(codeOf(browser)).toEqual([401, "session-ended"]);
    const unknown = await ask("concord_x", "GET", notes);
    expect([unknown.status, unknown.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="Concord", error="invalid_token"',
    ]);
    const reading = await tokenOf(context.db(), ann, ["read"]);
    const refused = await ask(reading, "POST", notes, { body: { report: SLUG, passage: { quote: "toll" } } });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      'Bearer realm="Concord", error="insufficient_scope"',
    ]);
  });
});
