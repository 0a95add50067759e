import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { mentionOf } from "@/lib/annotations/notes/mentions";
import { addReply } from "@/lib/annotations/replies/reply-service";
import { storePages } from "@/lib/editions/pages";
import { CONTEXT } from "@/lib/exchange/annotation-rules";
import { describeDatabases } from "../support/databases";
import { SLUG } from "../support/reports";
import { type Answer, type Asked, ask, ORIGIN, tokenOf, useProgramsOf } from "./support";

/**
 * The tests follow the order of the sections in the Web Annotation Protocol (W3C Recommendation, 23 February 2017).
 */

const CONTAINER = `${ORIGIN}/api/annotations/`;
const TYPE = `application/ld+json; profile="${CONTEXT}"`;
const PARAGRAPHS = ["# Trade", "Barges carry grain from the four harbours down to the sea, and grain pays double."];

interface Annotation {
  [key: string]: unknown;
  id: string;
}

interface Collection {
  [key: string]: unknown;
  id: string;
  total: number;
  first: string;
  last: string;
}

interface Page {
  id: string;
  items: Annotation[];
  partOf: { id: string; total: number };
  prev?: string;
  next?: string;
}

const annotation = (exact: string, more: object = {}): object => ({
  "@context": CONTEXT,
  type: "Annotation",
  body: { type: "TextualBody", value: `On ${exact}`, format: "text/markdown", purpose: "commenting" },
  target: { source: `${ORIGIN}/r/${SLUG}`, selector: { type: "TextQuoteSelector", exact } },
  ...more,
});

describeDatabases("the Web Annotation Protocol", (context) => {
  const { ann, bob, tokens } = useProgramsOf(context, PARAGRAPHS);

  const onContainer = (method: string, asked: Asked = {}, token: string | null = tokens.ann) =>
    ask(token, method, "/api/annotations", asked);
  const post = (body: object, headers: Record<string, string> = {}, token: string | null = tokens.ann) =>
    onContainer("POST", { body, headers: { "content-type": TYPE, ...headers } }, token);
  const on = (method: string, iri: string, asked: Asked = {}, token: string | null = tokens.ann) =>
    ask(token, method, "/api/annotations/[id]", { ...asked, params: { id: iri.slice(CONTAINER.length) } });
  const put = (iri: string, body: object, headers: Record<string, string>) =>
    on("PUT", iri, { body, headers: { "content-type": TYPE, ...headers } });
  const bodyOf = ({ body }: Answer) => body as Annotation;
  const codeOf = ({ status, body }: Answer) => [status, (body as { error?: { code: string } }).error?.code];
  const tagOf = ({ headers }: Answer) => headers.get("etag") ?? "";
  const made = async (exact: string, more: object = {}) => {
    const answer = await post(annotation(exact, more));
    expect(answer.status).toBe(201);
    return answer;
  };
  const forTeam = { audience: { type: "schema:Audience", "schema:audienceType": "team" } };
  const pageOf = async (iri: string, token = tokens.ann) =>
    (await onContainer("GET", { query: { page: new URL(iri).searchParams.get("page") ?? "" } }, token)).body as Page;
  const collection = async (token = tokens.ann) => (await onContainer("GET", {}, token)).body as Collection;
  /** Every annotation that a client finds by following the links. */
  const traverse = async (token = tokens.ann) => {
    const items: Annotation[] = [];
    let next: string | undefined = (await collection(token)).first;
    while (next !== undefined) {
      const page: Page = await pageOf(next, token);
      items.push(...page.items);
      next = page.next;
    }
    return items;
  };

  it("3: an annotation supports GET and OPTIONS (and HEAD, which Next.js handles as GET)", async () => {
    const { id } = bodyOf(await made("carry"));
    expect((await on("GET", id)).status).toBe(200);
    expect((await on("OPTIONS", id, {}, null)).status).toBe(204);
  });

  it("3: it is JSON-LD, with the Web Annotation profile in its content type", async () => {
    const { id } = bodyOf(await made("carry"));
    const read = await on("GET", id);
    expect(read.headers.get("content-type")).toBe(TYPE);
    expect(bodyOf(read)).toMatchObject({ "@context": CONTEXT, id, type: "Annotation" });
  });

  it("3: its Link header declares it an LDP resource", async () => {
    const { id } = bodyOf(await made("carry"));
    for (const answer of [await on("GET", id), await on("GET", `${CONTAINER}${randomUUID()}`)]) {
      expect(answer.headers.get("link")).toContain('<http://www.w3.org/ns/ldp#Resource>; rel="type"');
    }
  });

  it("3: it has an ETag, which changes only when the annotation does", async () => {
    const first = await made("carry", forTeam);
    const { id } = bodyOf(first);
    expect(tagOf(await on("GET", id))).toBe(tagOf(first));
    expect((await on("GET", id, { headers: { "if-none-match": tagOf(first) } })).status).toBe(304);
    await addReply(context.db(), bob.actor, id.slice(CONTAINER.length), { id: randomUUID(), body: "Not only." });
    expect(tagOf(await on("GET", id))).toBe(tagOf(first));
    const changed = await put(id, { ...bodyOf(first), body: [] }, { "if-match": tagOf(first) });
    expect(tagOf(changed)).not.toBe(tagOf(first));
  });

  it("3: its ETag changes when its page becomes known, which can be later than the annotation", async () => {
    const first = await made("carry");
    const { id } = bodyOf(first);
    const edition = await context.db().edition.findFirstOrThrow();
    const spans = [{ start: 0, end: edition.text.length }];
    const page = { width: 420, height: 595, number: null, words: new Uint8Array() };
    await storePages(context.db(), edition.id, [
      { ...page, spans: [] },
      { ...page, spans },
    ]);
    const known = await on("GET", id, { headers: { "if-none-match": tagOf(first) } });
    expect(known.status).toBe(200);
    expect(JSON.stringify(known.body)).toContain('"page=2"');
    expect((await on("GET", id, { headers: { "if-none-match": tagOf(known) } })).status).toBe(304);
    const changed = { ...bodyOf(known), body: [] };
    expect(codeOf(await put(id, changed, { "if-match": tagOf(first) }))).toEqual([412, "precondition-failed"]);
    expect(codeOf(await on("DELETE", id, { headers: { "if-match": tagOf(first) } }))).toEqual([
      412,
      "precondition-failed",
    ]);
    const saved = await put(id, changed, { "if-match": tagOf(known) });
    expect(saved.status).toBe(200);
    expect((await on("DELETE", id, { headers: { "if-match": tagOf(saved) } })).status).toBe(204);
  });

  it("3: its Allow header lists its methods, and Vary includes Accept", async () => {
    const { id } = bodyOf(await made("carry"));
    for (const method of ["GET", "OPTIONS"]) {
      const { headers } = await on(method, id);
      expect(headers.get("allow")).toBe("DELETE, GET, HEAD, OPTIONS, PUT");
      expect(headers.get("vary")).toContain("Accept");
    }
  });

  it("4: the container's IRI ends with a slash, and annotations are below it", async () => {
    const { id } = await collection();
    expect(id).toBe(CONTAINER);
    expect(bodyOf(await made("carry")).id).toMatch(new RegExp(`^${CONTAINER}[\\da-f-]{36}$`, "u"));
  });

  it("4.1: the container supports GET, OPTIONS and HEAD, and is in JSON-LD even without an Accept header", async () => {
    const read = await onContainer("GET");
    expect([read.status, read.headers.get("content-type")]).toEqual([200, TYPE]);
    expect(read.body).toMatchObject({ type: ["BasicContainer", "AnnotationCollection"], total: 0, label: "Notes" });
    expect((await onContainer("OPTIONS", {}, null)).status).toBe(204);
  });

  it("4.1 and 6: all its responses, including errors, have Allow, links to its type and constraints, an ETag, and Vary", async () => {
    const answers = [
      await onContainer("GET"),
      await onContainer("OPTIONS", {}, null),
      await onContainer("GET", {}, null),
      await onContainer("GET", { query: { page: "9" } }),
      await post({ type: "Annotation" }),
      await onContainer("POST", { body: "x", headers: { "content-type": "text/plain" } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 204, 401, 404, 400, 415]);
    for (const { headers } of answers) {
      expect(headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
      expect(headers.get("link")).toContain('<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"');
      expect(headers.get("link")).toContain(
        '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"',
      );
      expect(headers.get("etag")).toMatch(/^"[\w-]+"$/u);
      expect(headers.get("vary")).toContain("Accept");
      expect(headers.get("accept-post")).toContain("application/ld+json");
    }
  });

  it("4.1: its ETag changes with its content, but not with others' private annotations", async () => {
    const empty = await onContainer("GET");
    await post(annotation("carry"), {}, tokens.bob);
    expect((await onContainer("GET", { headers: { "if-none-match": tagOf(empty) } })).status).toBe(304);
    await made("carry");
    expect(tagOf(await onContainer("GET"))).not.toBe(tagOf(empty));
  });

  it("4.1.3: it is paginated, and its pages contain every annotation once, in order", async () => {
    const { highlights } = await manyNotes(230);
    const { first, last, total } = await collection();
    expect([first, last, total]).toEqual([`${CONTAINER}?page=0`, `${CONTAINER}?page=2`, 230]);
    expect((await traverse()).map(({ id }) => id)).toEqual(highlights.map((id) => `${CONTAINER}${id}`));
  });

  it("4.1.3: each page has partOf, and prev and next if they exist", async () => {
    await manyNotes(230);
    const pages = await Promise.all([0, 1, 2].map((page) => pageOf(`${CONTAINER}?page=${page}`)));
    expect(pages.map(({ partOf, prev, next }) => [partOf.id, prev, next])).toEqual([
      [CONTAINER, undefined, `${CONTAINER}?page=1`],
      [CONTAINER, `${CONTAINER}?page=0`, `${CONTAINER}?page=2`],
      [CONTAINER, `${CONTAINER}?page=1`, undefined],
    ]);
    expect(codeOf(await onContainer("GET", { query: { page: "3" } }))).toEqual([404, "no-such-page"]);
  });

  it("4.1.3: the first page exists even if empty, and the container links to it", async () => {
    const read = await onContainer("GET");
    expect(read.headers.get("content-location")).toBe(CONTAINER);
    expect((await pageOf((read.body as Collection).first)).items).toEqual([]);
  });

  it("5.1: creating returns 201, with the new IRI in Location and id, the links, and the stored annotation", async () => {
    const answer = await made("grain from the four harbours", forTeam);
    const { id } = bodyOf(answer);
    expect(answer.headers.get("location")).toBe(id);
    expect(answer.headers.get("link")).toContain('<http://www.w3.org/ns/ldp#Resource>; rel="type"');
    expect(answer.headers.get("vary")).toContain("Accept");
    expect(bodyOf(answer)).toMatchObject({
      creator: { id: `urn:uuid:${ann.actor.id}`, name: "Ann" },
      body: [{ type: "TextualBody", value: "On grain from the four harbours", format: "text/markdown" }],
      target: {
        source: `${ORIGIN}/r/${SLUG}`,
        selector: [{ type: "TextQuoteSelector", exact: "grain from the four harbours" }, {}, {}],
      },
    });
    expect((await on("GET", id, {}, tokens.bob)).body).toEqual(answer.body);
  });

  it("5.1: a given ID is replaced and stored in via; the canonical IRI is preserved", async () => {
    const theirs = "https://notes.example/1";
    const first = bodyOf(await made("carry", { id: theirs }));
    expect([first.id.startsWith(CONTAINER), first.via]).toEqual([true, theirs]);
    const canonicals = ["urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df", "https://a.example/canonical"];
    for (const [index, canonical] of canonicals.entries()) {
      const kept = await made("harbours", { id: `https://notes.example/canonical${index}`, canonical });
      expect(bodyOf(kept)).toMatchObject({ canonical });
    }
    expect(codeOf(await post(annotation("carry", { id: theirs })))).toEqual([409, "annotation-exists"]);
  });

  it("5.1: an invalid annotation is rejected with the reason, and nothing is created", async () => {
    const cases: [object, [number, string]][] = [
      [annotation("carry", { "@context": "https://other.example/" }), [400, "annotation-invalid"]],
      [annotation("carry", { body: { type: "TextualBody" } }), [400, "annotation-invalid"]],
      [annotation("carry", { target: `${ORIGIN}/r/${SLUG}` }), [422, "annotation-unsupported"]],
      [
        annotation("carry", {
          target: { source: "https://a.example/", selector: { type: "TextQuoteSelector", exact: "x" } },
        }),
        [422, "annotation-elsewhere"],
      ],
      [{ "@context": CONTEXT, type: "AnnotationPage", items: [annotation("carry")] }, [415, "not-an-annotation"]],
    ];
    for (const [sent, expected] of cases) expect(codeOf(await post(sent))).toEqual(expected);
    expect((await collection()).total).toBe(0);
    const reading = await tokenOf(context.db(), ann, ["read"]);
    expect(codeOf(await post(annotation("carry"), {}, reading))).toEqual([403, "missing-scope"]);
  });

  it("5.1: an ambiguous or unknown passage is stored without a position", async () => {
    const several = bodyOf(await made("grain"));
    expect((await on("GET", several.id)).status).toBe(200);
    expect(bodyOf(await made("words that nobody has ever written in this report"))).toMatchObject({
      target: { selector: [{ exact: "words that nobody has ever written in this report" }] },
    });
  });

  it("5.1 and 5.3: HTML is parsed in a worker, so that it does not block other requests", async () => {
    // The parser calls `startsWith` at "<!--".
    const html = (grain: string) => ({ type: "TextualBody", value: `<p>${grain}</p><!-- -->`, format: "text/html" });
    const look = vi.spyOn(String.prototype, "startsWith");
    const first = await made("grain from the four", { body: html("Rye") });
    const changed = { ...bodyOf(first), body: html("Oats") };
    expect((await put(bodyOf(first).id, changed, { "if-match": tagOf(first) })).status).toBe(200);
    expect(look.mock.contexts.filter((text) => String(text).includes("</p><!--"))).toEqual([]);
    vi.restoreAllMocks();
  });

  it("5.1: repeating a request with its idempotency key creates nothing new", async () => {
    const key = { "idempotency-key": randomUUID() };
    const [first, again] = [await post(annotation("carry"), key), await post(annotation("carry"), key)];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await collection()).total).toBe(1);
  });

  it("5.1: repeating a reply or a request with an ID creates nothing; no other request can use the key", async () => {
    const key = { "idempotency-key": randomUUID() };
    const theirs = annotation("carry", { id: "https://notes.example/1", ...forTeam });
    const [first, again] = [await post(theirs, key), await post(theirs, key)];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(codeOf(await post(theirs))).toEqual([409, "annotation-exists"]);
    expect(codeOf(await post(annotation("harbours", { id: "https://notes.example/2" }), key))).toEqual([
      409,
      "save-key",
    ]);

    const reply = { ...annotation("x"), motivation: "replying", target: bodyOf(first).id };
    for (const sent of [reply, { ...reply, id: "https://notes.example/3" }]) {
      const named = { "idempotency-key": randomUUID() };
      const replies = [await post(sent, named, tokens.bob), await post(sent, named, tokens.bob)];
      expect(replies.map(({ status }) => status)).toEqual([201, 201]);
      expect(replies[1]?.body).toEqual(replies[0]?.body);
    }
    expect((await collection()).total).toBe(3);
  });

  it("5.3 and 5.4: repeating a change or deletion with its key gets the same response", async () => {
    const first = await made("carry", forTeam);
    const { id: to } = bodyOf(first);
    const reply = await post({ ...annotation("x"), motivation: "replying", target: to });
    for (const { answer, body } of [
      { answer: reply, body: { type: "TextualBody", value: "I do", purpose: "replying" } },
      { answer: first, body: { type: "TextualBody", value: "Other words", purpose: "commenting" } },
    ]) {
      const { id } = bodyOf(answer);
      const named = () => ({ "if-match": tagOf(answer), "idempotency-key": randomUUID() });
      const change = named();
      const changed = await put(id, { ...bodyOf(answer), body }, change);
      const again = await put(id, { ...bodyOf(answer), body }, change);
      expect([again.status, again.body]).toEqual([200, changed.body]);
      expect(codeOf(await put(id, bodyOf(answer), named()))).toEqual([412, "precondition-failed"]);
      const removal = { ...named(), "if-match": tagOf(changed) };
      for (const _ of [1, 2]) expect((await on("DELETE", id, { headers: removal })).status).toBe(204);
      expect((await on("DELETE", id, { headers: { "if-match": "*" } })).status).toBe(404);
    }
  });

  it("5.1: an annotation that also looks like a file of annotations is treated as one annotation", async () => {
    for (const more of [{ rows: [] }, { annotations: [] }, { format: "concord-backup", version: 1, entries: [] }]) {
      const answer = await post(annotation("harbours", { id: `https://a.example/${Object.keys(more)[0]}`, ...more }));
      expect(answer.status).toBe(201);
    }
  });

  it("5.1: an annotation with an existing canonical IRI is rejected, even without an ID", async () => {
    const { canonical } = bodyOf(await made("harbours"));
    expect(codeOf(await post(annotation("harbours", { canonical })))).toEqual([409, "annotation-exists"]);
  });

  it("5.3: PUT accepts the same URLs for a passage as creation does", async () => {
    const source = `${ORIGIN}/r/${SLUG}?x=1`;
    const selector = { type: "TextQuoteSelector", exact: "harbours" };
    const first = await made("harbours", { target: { source, selector } });
    const changed = annotation("harbours", { target: { source, selector }, bodyValue: undefined });
    expect((await put(bodyOf(first).id, changed, { "if-match": "*" })).status).toBe(200);
  });

  it("5.2: a suggested name is not used", async () => {
    const { id } = bodyOf(await post(annotation("carry"), { slug: "mine" }));
    expect(id).toMatch(/[\da-f-]{36}$/u);
  });

  it("5.3: PUT replaces the state and returns 200 with the new one; server-managed properties are preserved", async () => {
    const first = await made("carry", forTeam);
    const { id } = bodyOf(first);
    const body = [
      { type: "TextualBody", value: "Other *words*", format: "text/markdown", purpose: "commenting" },
      { type: "TextualBody", value: "grain", purpose: "tagging" },
    ];
    const sent = { ...bodyOf(first), body, modified: "2001-01-01T00:00:00Z" };
    const changed = await put(id, sent, { "if-match": tagOf(first) });
    expect([changed.status, (await on("GET", id)).body]).toEqual([200, changed.body]);
    expect(bodyOf(changed)).toMatchObject({
      id,
      created: bodyOf(first).created,
      body: [{ value: "Other *words*" }, { value: "grain" }],
    });
    expect(bodyOf(changed).modified).not.toBe(sent.modified);
    expect(codeOf(await put(id, sent, { "if-match": tagOf(first) }))).toEqual([412, "precondition-failed"]);
    expect(codeOf(await put(id, sent, {}))).toEqual([428, "precondition-required"]);
    const anyVersion = { "if-match": "*" };
    expect(codeOf(await put(id, annotation("harbours"), anyVersion))).toEqual([409, "annotation-fixed"]);
    expect(codeOf(await put(id, { ...sent, id: `${CONTAINER}${randomUUID()}` }, anyVersion))).toEqual([
      409,
      "annotation-fixed",
    ]);
    expect(codeOf(await put(id, { ...sent, canonical: "https://a.example/" }, anyVersion))).toEqual([
      409,
      "annotation-fixed",
    ]);
    expect(codeOf(await put(id, { ...sent, body: { type: "TextualBody" } }, anyVersion))).toEqual([
      400,
      "annotation-invalid",
    ]);
    const others = await ask(tokens.bob, "PUT", "/api/annotations/[id]", {
      ...{ params: { id: id.slice(CONTAINER.length) }, body: sent, headers: anyVersion },
    });
    expect(codeOf(others)).toEqual([403, "forbidden"]);
  });

  it("5.4: DELETE returns 204, and the annotation is no longer in the container", async () => {
    const first = await made("carry", forTeam);
    const { id } = bodyOf(first);
    expect(codeOf(await on("DELETE", id, { headers: { "if-match": '"x"' } }))).toEqual([412, "precondition-failed"]);
    const removed = await on("DELETE", id, { headers: { "if-match": tagOf(first) } });
    expect([removed.status, removed.body]).toEqual([204, null]);
    expect((await on("GET", id)).status).toBe(404);
    expect(await traverse()).toEqual([]);
  });

  it("replies are annotations on the annotation that they reply to, and are created, read, replaced and deleted in the same way", async () => {
    const { id: to } = bodyOf(await made("carry", forTeam));
    const body = { type: "TextualBody", value: "I agree", format: "text/markdown", purpose: "replying" };
    const sent = { "@context": CONTEXT, type: "Annotation", motivation: "replying", body, target: to };
    const reply = await post(sent, {}, tokens.bob);
    const { id } = bodyOf(reply);
    expect(bodyOf(reply)).toMatchObject({ motivation: "replying", target: to, body: { value: "I agree" } });
    expect((await traverse()).map((each) => each.id)).toEqual([to, id]);
    const change = (more: object) =>
      ask(tokens.bob, "PUT", "/api/annotations/[id]", {
        ...{ params: { id: id.slice(CONTAINER.length) }, headers: { "if-match": "*" } },
        body: { ...bodyOf(reply), ...more },
      });
    expect(bodyOf(await change({ body: { ...body, value: "I do" } }))).toMatchObject({ body: { value: "I do" } });
    expect(codeOf(await change({ target: `${CONTAINER}${randomUUID()}` }))).toEqual([409, "annotation-fixed"]);
    expect((await on("DELETE", id, { headers: { "if-match": "*" } }, tokens.bob)).status).toBe(204);
    expect((await traverse()).map((each) => each.id)).toEqual([to]);
  });

  it("text by the user is not an import, and its mentions notify people; text by others is an import, and notifies no one", async () => {
    const toBob = (more: object = {}) => ({
      body: {
        type: "TextualBody",
        value: mentionOf(bob.actor.id, "Bob"),
        format: "text/markdown",
        purpose: "commenting",
      },
      ...forTeam,
      ...more,
    });
    const imports = () => context.db().auditEntry.count({ where: { action: "notes.imported" } });
    const told = async () => (await context.db().inboxItem.findMany()).map(({ personId, kind }) => [personId, kind]);
    const theirs = { id: "https://notes.example/old", creator: { id: "https://notes.example/eve", name: "Eve" } };
    await made("harbours", toBob(theirs));
    expect([await imports(), await told()]).toEqual([1, []]);
    const { id: to } = bodyOf(await made("carry", toBob({ creator: { id: `urn:uuid:${ann.actor.id}` } })));
    expect([await imports(), await told()]).toEqual([1, [[bob.actor.id, "mention"]]]);
    const reply = { "@context": CONTEXT, type: "Annotation", motivation: "replying", bodyValue: "Yes", target: to };
    expect((await post(reply, {}, tokens.bob)).status).toBe(201);
    expect([await imports(), (await told()).at(-1)]).toEqual([1, [ann.actor.id, "reply"]]);
  });

  it("others' private annotations are not counted, listed or linked anywhere", async () => {
    const { id } = bodyOf(await made("carry"));
    expect(await collection(tokens.bob)).toMatchObject({ total: 0, last: `${CONTAINER}?page=0` });
    expect(await traverse(tokens.bob)).toEqual([]);
    for (const method of ["GET", "DELETE"]) {
      expect(codeOf(await on(method, id, { headers: { "if-match": "*" } }, tokens.bob))).toEqual([404, "not-found"]);
    }
    const reply = { "@context": CONTEXT, type: "Annotation", motivation: "replying", bodyValue: "x", target: id };
    expect(codeOf(await post(reply, {}, tokens.bob))).toEqual([422, "annotation-unsupported"]);
  });

  it("pages on other sites can use the API with a token, but not without one", async () => {
    const { headers } = await onContainer("OPTIONS", { headers: { origin: "https://client.example" } }, null);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("access-control-allow-headers")).toContain("Authorization");
    expect((await post(annotation("carry"), { origin: "https://client.example" })).status).toBe(201);
    expect(
      (await post(annotation("carry"), { origin: "https://client.example", cookie: ann.cookie }, null)).status,
    ).toBe(403);
  });

  /** Creates this number of highlights for Ann, in order. */
  async function manyNotes(count: number) {
    const { id } = bodyOf(await made("carry"));
    const [row, placement] = await Promise.all([
      context.db().highlight.findUniqueOrThrow({ where: { id: id.slice(CONTAINER.length) } }),
      context.db().placement.findFirstOrThrow({ where: { highlightId: id.slice(CONTAINER.length) } }),
    ]);
    const highlights = Array.from({ length: count - 1 }, () => randomUUID());
    const createdAt = (index: number) => new Date(row.createdAt.getTime() + index + 1);
    await context.db().highlight.createMany({
      data: highlights.map((each, index) => ({ ...row, id: each, createdAt: createdAt(index) })),
    });
    await context.db().placement.createMany({
      data: highlights.map((highlightId) => ({ ...placement, highlightId })),
    });
    return { highlights: [row.id, ...highlights] };
  }
});
