import { randomUUID } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import v8 from "node:v8";
import MarkdownIt from "markdown-it";
import { beforeEach, expect, it, vi } from "vitest";
import { POST as PREVIEW } from "@/app/api/imports/preview/route";
import { POST as IMPORT } from "@/app/api/imports/route";
import { GET as EXPORT } from "@/app/api/notes/export/route";
import { writerOf } from "@/lib/annotations/attribution";
import {
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { deleteNote } from "@/lib/annotations/notes/note-service";
import { resolveNote } from "@/lib/annotations/notes/resolution-service";
import { addReply } from "@/lib/annotations/replies/reply-service";
import { CONTEXT } from "@/lib/exchange/annotation-rules";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { addEdition } from "@/lib/library/add-edition";
import { parseReport } from "@/lib/report/parse";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG, storeReport } from "../support/reports";

const PARAGRAPHS = [
  "# Trade",
  "<!-- page 7 -->",
  "Barges carry grain from the four harbours down to the sea in autumn.",
  "🏔 A toll of three coppers is asked at every lock between Kesh and Dunmere.",
  "## Towns",
  "Города растут на берегах, и купцы платят пошлину в каждом шлюзе.",
];

const PAGE = { "@context": CONTEXT, type: "AnnotationPage", id: "https://a.example/1", items: [] };
const COLLECTION = { "@context": CONTEXT, type: "AnnotationCollection", id: "https://a.example/", first: PAGE };

describeDatabases("exporting and importing notes", (context) => {
  const shelf = useContentFolder();
  let ann: Caller;
  let bob: Caller;
  let edition: Awaited<ReturnType<typeof storeReport>>;

  beforeEach(async () => {
    serve(context.db());
    await shelf.put(SLUG, markdownOf(...PARAGRAPHS));
    edition = await storeReport(context.db(), ...PARAGRAPHS);
    ann = await makeCaller(context.db(), "annotator", "Ann");
    bob = await makeCaller(context.db(), "annotator", "Bob");
  });

  const exported = async (who: Caller, query: Record<string, string>) => {
    const request = new Request(`http://127.0.0.1:3000/api/notes/export?${new URLSearchParams(query)}`, {
      headers: { cookie: who.cookie },
    });
    const response = await EXPORT(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(200);
    return { response, bytes: new Uint8Array(await response.clone().arrayBuffer()), text: await response.text() };
  };
  const send = async (handler: typeof IMPORT, who: Caller, file: object | string, more: Partial<ImportFile> = {}) => {
    const text = typeof file === "string" ? file : JSON.stringify(file, null, 1);
    const body: ImportFile = { text, report: null, visibility: "file", ...more };
    return call<ImportOutcome & { error: { code: string; message: string } }>(handler, who, { body });
  };
  const outcomes = ({ entries }: ImportOutcome) => entries.map(({ outcome, line }) => [outcome, line]);
  const seenBy = async (who: Caller) => (await listHighlights(context.db(), who.actor, SLUG)).highlights;
  const annotation = (exact: string, more: object = {}) => ({
    "@context": CONTEXT,
    id: `https://notes.example/${encodeURIComponent(exact)}`,
    type: "Annotation",
    bodyValue: `On ${exact}`,
    target: { source: `https://elsewhere.example/r/${SLUG}`, selector: { type: "TextQuoteSelector", exact } },
    ...more,
  });

  /** Creates a team's notes. Ann can see all of them except Bob's private one. */
  async function makeNotes() {
    const db = context.db();
    const mark = (who: Caller, quote: string, note: string | null, visibility: "team" | "private" = "team") =>
      createHighlight(db, who.actor, SLUG, highlightOf(edition, quote, { note, visibility, colour: 3 }));
    const first = await mark(ann, "carry grain", "# A *note*\n\nwith two paragraphs, and =1+1");
    await setTags(db, ann.actor, first.id, { version: 1, tags: ["grain", "Торговля"] });
    await addReply(db, bob.actor, first.id, { id: randomUUID(), body: "Not only grain." });
    await addReply(db, ann.actor, first.id, { id: randomUUID(), body: "Timber too." });
    await resolveNote(db, bob.actor, first.id, true);
    await mark(ann, "🏔 A toll of three coppers", null, "private");
    await mark(bob, "купцы платят пошлину", "Сколько?");
    await mark(bob, "Kesh", "quetzal", "private");
    return first;
  }

  /** Deletes all notes, as if there had never been any. */
  async function emptyNotes() {
    await context.db().highlight.deleteMany();
    serve(context.db());
  }

  it("imports notes in the same way, and only once, whether their ID is unused or belongs to a hidden item", async () => {
    const quote = highlightOf(edition, "Kesh", { visibility: "private", note: "quetzal" });
    const hidden = await createHighlight(context.db(), ann.actor, SLUG, quote);
    const forms: unknown[] = [];
    for (const id of [hidden.id, randomUUID()]) {
      const file = [annotation("carry", { id: `urn:uuid:${id}` })];
      const { counts } = (await send(IMPORT, bob, file, { report: SLUG })).body;
      const again = (await send(IMPORT, bob, file, { report: SLUG })).body;
      const made = (await seenBy(bob)).find(({ origin }) => origin?.iri === `urn:uuid:${id}`)!;
      forms.push({ counts, again: again.counts, digits: made.id.length, version: made.id[14], isSame: made.id === id });
    }
    expect(forms[0]).toMatchObject({ counts: { new: 1 }, again: { new: 0, duplicate: 1 }, isSame: false });
    expect(forms[1]).toEqual(forms[0]);
  });

  it.each(["jsonld", "backup"] as const)("round-trips, and notes are imported only once (%s)", async (format) => {
    await makeNotes();
    const { text, response } = await exported(ann, { format });
    expect(text).not.toContain("quetzal");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="concord-notes\.json(?:ld)?"$/u);
    await emptyNotes();
    const clara = await makeCaller(context.db(), "editor", "Clara");
    const preview = await send(PREVIEW, clara, text);
    expect(preview.body.counts).toMatchObject({ new: 5, orphan: 0, duplicate: 0, invalid: 0, unsupported: 0 });
    expect(await seenBy(clara)).toEqual([]);

    const made = await send(IMPORT, clara, text);
    expect(made.body).toEqual(preview.body);
    // Everything is the same except the creator, whose name is now only a claim made by the file.
    const again = (await exported(clara, { format })).text;
    const line = (creator: object) => `"creator":${JSON.stringify(creator)}`;
    const imported = again.replace(/"creator":\{[^}]*\}/gu, (creator) => {
      for (const { name, id } of [ann, bob].map(({ actor }) => actor)) {
        const said = `Imported by Clara, attributed to ${name}`;
        const outgoing = {
          jsonld: { type: "Person", name: said, nickname: name },
          backup: { iri: null, name, importedBy: "Clara" },
        };
        const first = {
          jsonld: { id: `urn:uuid:${id}`, type: "Person", name },
          backup: { iri: `urn:uuid:${id}`, name },
        };
        if (creator === line(outgoing[format])) return line(first[format]);
      }
      return creator;
    });
    expect(imported).toBe(text);
    const [first] = await seenBy(clara);
    expect(first).toMatchObject({
      ...{ quote: "carry grain", state: "anchored", colour: 3, tags: ["grain", "Торговля"], carried: false },
      author: { name: "Clara" },
      origin: { iri: expect.stringMatching(/^urn:uuid:/u), creator: { iri: null, name: "Ann" } },
      note: { replies: [{ body: "Not only grain.", origin: { creator: { name: "Bob" } } }, { body: "Timber too." }] },
    });
    expect(first?.note?.resolved !== null).toBe(format === "backup");

    const before = await context.db().highlight.findMany({ orderBy: { id: "asc" } });
    expect((await send(IMPORT, clara, text)).body.counts).toMatchObject({ new: 0, duplicate: 5 });
    expect(await context.db().highlight.findMany({ orderBy: { id: "asc" } })).toEqual(before);
    expect(await context.db().reply.count()).toBe(2);
    const audited = await context.db().auditEntry.findMany({ where: { action: "notes.imported" } });
    expect(audited.map(({ detail }) => detail)).toEqual([{ count: 5 }]);
  });

  it("shows the importer and the claimed author everywhere, and takes no member ID from a file", async () => {
    const db = context.db();
    const olga = await makeCaller(db, "owner", "Olga Owner");
    const mallory = await makeCaller(db, "annotator", "Mallory");
    const id = olga.actor.id;
    const as = (iri: string) => ({ creator: { id: iri, type: "Person", name: "Olga Owner" } });
    const forged = annotation("carry grain from the four harbours down to the sea", as(`urn:uuid:${id}`));
    const reply = (name: string, more: object) =>
      annotation(name, { id: `https://notes.example/${name}`, motivation: "replying", target: forged.id, ...more });
    const file = [
      forged,
      reply("one", as(`URN:UUID:${id.toUpperCase()}`)),
      reply("two", as(`https://concord.example/people/${id}`)),
      reply("three", { creator: `urn:uuid:${id}` }),
      reply("four", { creator: { id: `urn:uuid:${mallory.actor.id}`, name: "Olga Owner" } }),
    ];
    expect((await send(IMPORT, mallory, file, { visibility: "team" })).body.counts.new).toBe(5);
    const said = "Imported by Mallory, attributed to Olga Owner";
    const nobody = "Imported by Mallory, attributed to someone";
    const [seen] = await seenBy(bob);
    const written = [seen!, ...seen!.note!.replies];
    expect(written.map(writerOf).sort()).toEqual([said, said, said, nobody, "Mallory"]);
    for (const { origin } of written) expect(origin?.creator?.iri ?? null).toBeNull();
    for (const format of ["markdown", "csv", "jsonld", "backup"] as const) {
      const { text } = await exported(bob, { format });
      expect(text.replaceAll(said, "").replaceAll('"nickname":"Olga Owner"', "")).not.toMatch(
        format === "backup" ? /"name":"Olga Owner"(?!,"importedBy":"Mallory")/u : /Olga/u,
      );
      expect(text).not.toContain(id);
    }
    const jsonld = (await exported(bob, { format: "jsonld" })).text;
    await emptyNotes();
    await send(IMPORT, bob, jsonld);
    expect(writerOf((await seenBy(bob))[0]!)).toBe("Imported by Bob, attributed to Olga Owner");
  });

  it("preserves rights and foreign motivations from one export to the next, without showing them", async () => {
    const db = context.db();
    await createHighlight(db, ann.actor, SLUG, highlightOf(edition, "Kesh", { note: "Ours", visibility: "team" }));
    const licence = "https://licences.example/by";
    const rights = [licence, "https://licences.example/reserved"];
    const motivation = ["oa:questioning", "https://my.example/wonders"];
    const question = annotation("carry grain", { rights, motivation: ["commenting", ...motivation] });
    const plain = annotation("three coppers", { motivation: "oa:commenting" });
    const reply = annotation("reply", {
      rights: licence,
      motivation: ["replying", { id: "assessing" }],
      target: question.id,
    });
    expect((await send(IMPORT, bob, [question, plain, reply], { visibility: "team" })).body.counts.new).toBe(3);

    const statements = async () => {
      const { first } = JSON.parse((await exported(ann, { format: "jsonld" })).text);
      return first.items.map(({ rights, motivation }: Record<string, unknown>) => [motivation, rights]);
    };
    const expected = [
      [["commenting", ...motivation], rights],
      [["replying", "assessing"], [licence]],
      ["commenting", undefined],
      ["commenting", undefined],
    ];
    expect(await statements()).toEqual(expected);
    for (const format of ["markdown", "csv"] as const) {
      expect((await exported(ann, { format })).text).not.toMatch(/licences\.example|questioning|wonders/u);
    }
    for (const format of ["jsonld", "backup"] as const) {
      const { text } = await exported(ann, { format });
      await emptyNotes();
      expect((await send(IMPORT, ann, text)).body.counts).toMatchObject({ new: 4, invalid: 0, unsupported: 0 });
      expect(await statements()).toEqual(expected);
    }

    const [seen] = await seenBy(ann);
    await deleteNote(db, ann.actor, seen!.id, seen!.note!.version);
    expect(await statements()).toEqual([[["highlighting", ...motivation], rights], ...expected.slice(2)]);
  });

  it("lists entries by line with their outcome, and keeps those that could not be placed", async () => {
    const text = [
      annotation("carry grain from the four harbours down to the sea"),
      annotation("words that nobody has ever written in this report of rivers"),
      annotation("grain", { target: "https://elsewhere.example/other" }),
      annotation("in autumn", { id: "no IRI" }),
      annotation("grain", {
        id: "https://notes.example/2",
        target: { source: "https://a.example/b", selector: { type: "TextQuoteSelector", exact: "grain" } },
      }),
      annotation("carry grain from the four harbours down to the sea"),
      annotation("x", {
        id: "https://notes.example/3",
        motivation: "replying",
        target: "https://notes.example/nothing",
      }),
    ];
    const file = `[\n${text.map((each) => JSON.stringify(each)).join(",\n")}\n]`;
    const { body } = await send(PREVIEW, ann, file);
    expect(outcomes(body)).toEqual([
      ["new", 2],
      ["orphan", 3],
      ["unsupported", 4],
      ["invalid", 5],
      ["elsewhere", 6],
      ["duplicate", 7],
      ["unsupported", 8],
    ]);
    await send(IMPORT, ann, file);
    const seen = await seenBy(ann);
    expect(seen.map(({ quote, state, visibility }) => [quote.slice(0, 11), state, visibility])).toEqual([
      ["carry grain", "anchored", "private"],
      ["words that ", "orphan", "private"],
    ]);
    // Notes whose position is unknown are kept, and are placed when a new edition contains their quote.
    await storeReport(
      context.db(),
      ...PARAGRAPHS,
      "At last: words that nobody has ever written in this report of rivers, and more of them.",
    );
    expect((await seenBy(ann)).map(({ quote, state }) => [quote.slice(0, 11), state])).toEqual([
      ["carry grain", "anchored"],
      ["words that ", "moved"],
    ]);
    // Quotes from another document are looked for in the chosen report.
    const chosen = await send(PREVIEW, ann, file, { report: SLUG });
    expect(chosen.body.counts).toMatchObject({ duplicate: 3, elsewhere: 0 });
  });

  it("does not restore deleted content or reveal hidden content", async () => {
    const { id } = await makeNotes();
    const { text } = await exported(ann, { format: "jsonld" });
    const secret = (await exported(bob, { format: "jsonld" })).text;
    await deleteHighlight(context.db(), ann.actor, id, 3);
    // The three are the highlight and its two replies, which were deleted with it.
    const again = await send(PREVIEW, ann, text);
    expect(again.body.counts).toMatchObject({ forbidden: 3, new: 0 });
    const answer = (target: string, name: string) =>
      annotation(name, { motivation: "replying", target, bodyValue: "Late." });
    const [reply] = await context.db().reply.findMany({ where: { note: { highlightId: id } } });
    const late = [answer(`urn:uuid:${id}`, "to it"), answer(`urn:uuid:${reply?.id}`, "to a reply")];
    // The replies are imported both by themselves and together with their parents.
    const items: object[] = JSON.parse(text).first.items;
    const whole = items.map((item) => ({ "@context": CONTEXT, ...item }));
    for (const [file, forbidden] of [
      [late, 0],
      [[...late, ...whole], 3],
    ] as const) {
      const { counts, entries } = (await send(IMPORT, ann, file)).body;
      expect(counts).toMatchObject({ unsupported: 2, forbidden, new: 0 });
      expect(entries.find(({ outcome }) => outcome === "unsupported")?.reason).toContain("was deleted here");
    }
    // Ann must not learn the id of Bob's private highlight. To her, the highlight is new, so it gets a different id.
    const mine = await send(IMPORT, ann, secret);
    expect(mine.body.counts.new).toBe(1);
    expect((await seenBy(ann)).filter(({ quote }) => quote === "Kesh")).toHaveLength(1);
    expect((await seenBy(bob)).filter(({ quote }) => quote === "Kesh")).toHaveLength(1);
    expect((await send(IMPORT, ann, secret)).body.counts).toMatchObject({ new: 0 });
    // To Ann, it looks as if Bob's reply to his own note had never existed.
    const kesh = (await seenBy(bob)).find(({ quote }) => quote === "Kesh")!.id;
    const own = randomUUID();
    await addReply(context.db(), bob.actor, kesh, { id: own, body: "Ask there." });
    const [known, unknown] = await Promise.all(
      [own, randomUUID()].map(async (named) => {
        const file = { ...answer(`urn:uuid:${kesh}`, "to himself"), id: `urn:uuid:${named}` };
        return (await send(PREVIEW, ann, file)).body.entries.map(({ outcome, reason }) => [outcome, reason]);
      }),
    );
    expect(known).toEqual(unknown);
    const reader = await makeCaller(context.db(), "reader");
    expect((await send(IMPORT, reader, text)).body.error.code).toBe("forbidden");
  });

  it("reads Hypothesis exports, with nested replies and tags, but without page notes", async () => {
    const selector = [
      { type: "RangeSelector", startContainer: "/p[1]", endContainer: "/p[1]", startOffset: 1, endOffset: 2 },
      { type: "TextPositionSelector", start: 4_000, end: 4_011 },
      { type: "TextQuoteSelector", exact: "carry grain", prefix: "Barges ", suffix: " from the four harbours down" },
    ];
    const common = {
      user: "acct:ann@hypothes.is",
      created: "2024-05-01T10:00:00.123456+00:00",
      updated: "2024-05-02T10:00:00+00:00",
    };
    const uri = "https://press.example/report.pdf";
    const rows = [
      {
        ...common,
        id: "reply2",
        created: "2024-05-04T10:00:00+00:00",
        uri,
        text: "And I",
        references: ["note", "reply1"],
        target: [{ source: uri }],
      },
      {
        ...common,
        id: "note",
        uri,
        text: "A *note*",
        tags: ["grain"],
        target: [{ source: uri, selector }],
        permissions: { read: ["group:__world__"] },
      },
      {
        ...common,
        id: "reply1",
        created: "2024-05-03T10:00:00+00:00",
        uri,
        text: "I agree",
        references: ["note"],
        target: [{ source: uri }],
        user_info: { display_name: "Ann L." },
      },
      { ...common, id: "page", uri, text: "On all of it", target: [{ source: uri }] },
    ];
    for (const file of [{ total: 4, rows }, { export_date: "2024-06-01", annotations: rows }, rows]) {
      const { body } = await send(PREVIEW, ann, file, { report: SLUG, visibility: "team" });
      expect(body).toMatchObject({ format: "hypothesis", counts: { new: 3, unsupported: 1 } });
    }
    await send(IMPORT, ann, { total: 4, rows }, { report: SLUG, visibility: "team" });
    const [seen] = await seenBy(bob);
    expect(seen).toMatchObject({
      ...{ quote: "carry grain", createdAt: "2024-05-01T10:00:00.123Z", visibility: "team", tags: ["grain"] },
      origin: { iri: "https://hypothes.is/a/note", creator: { iri: "acct:ann@hypothes.is", name: "ann" } },
      note: {
        body: "A *note*",
        replies: [{ body: "I agree", origin: { creator: { name: "Ann L." } } }, { body: "And I" }],
      },
    });
    expect((await send(IMPORT, bob, rows, { report: SLUG })).body.counts).toMatchObject({ new: 0, duplicate: 3 });
  });

  it("reads Hypothesis API responses: a single annotation, JSON-LD, and partial search results with replies", async () => {
    const uri = "https://press.example/report.pdf";
    const quote = {
      type: "TextQuoteSelector",
      exact: "carry grain",
      prefix: "Barges ",
      suffix: " from the four harbours",
    };
    const one = {
      ...{ id: "one", user: "acct:ann@hypothes.is", uri, text: "A note", created: "2024-05-01T10:00:00.123456+00:00" },
      target: [{ source: uri, selector: [quote] }],
    };
    const alone = await send(PREVIEW, ann, one, { report: SLUG });
    expect(alone.body).toMatchObject({ format: "hypothesis", counts: { new: 1 }, missing: 0 });
    const jsonld = {
      ...{ "@context": CONTEXT, type: "Annotation", id: "https://hypothes.is/a/one", creator: "acct:ann@hypothes.is" },
      ...{ created: "2024-05-01T10:00:00.123456+00:00", modified: "2024-05-01T10:00:00+00:00" },
      body: [{ type: "TextualBody", format: "text/markdown", value: "A note" }],
      target: [{ source: uri, selector: [quote] }],
    };
    expect((await send(PREVIEW, ann, jsonld, { report: SLUG })).body.counts).toMatchObject({ new: 1 });
    const replies = [{ ...one, id: "two", text: "Yes", references: ["one"], target: [{ source: uri }] }];
    const search = await send(PREVIEW, ann, { total: 143, rows: [one], replies }, { report: SLUG });
    expect(search.body).toMatchObject({ counts: { new: 2 }, missing: 142 });
    expect(outcomes(search.body).map(([outcome]) => outcome)).toEqual(["new", "new"]);
    const page = { ...PAGE, items: [], partOf: { id: "https://a.example/", total: 7 } };
    expect((await send(PREVIEW, ann, page)).body.missing).toBe(7);
    expect((await send(PREVIEW, ann, { ...COLLECTION, total: 3 })).body.missing).toBe(3);
  });

  it("can be repeated for the right report after the wrong one, as the preview suggests", async () => {
    const db = context.db();
    const other = [
      "Shepherds of the high valleys count their sheep twice a year.",
      "Wolves come down when the snow lies deep.",
    ];
    const markdown = `---\ntitle: Valleys\nauthors: [B. Author]\n---\n\n${other.join("\n\n")}\n`;
    await shelf.put("valleys", markdown);
    await addEdition(db, parseReport(markdown, "valleys"), markdown);
    serve(db);
    const elsewhere = (exact: string) =>
      annotation(exact, {
        target: { source: "https://press.example/valleys.pdf", selector: { type: "TextQuoteSelector", exact } },
      });
    const [first, second] = other.map((line) => elsewhere(line.slice(0, -1)));
    const file = [first, second];
    const reply = { ...annotation("x"), motivation: "replying", target: first!.id, id: "https://notes.example/r" };

    const better = { slug: "valleys", title: "Valleys", found: 2, sought: 2 };
    expect((await send(PREVIEW, ann, file)).body).toMatchObject({
      counts: { elsewhere: 2 },
      isWrongReport: false,
      better,
    });
    const wrong = await send(PREVIEW, ann, file, { report: SLUG });
    expect(wrong.body).toMatchObject({ counts: { orphan: 2 }, isWrongReport: true, better });
    await send(IMPORT, ann, [...file, reply], { report: SLUG, visibility: "team" });
    const [kept, gone] = (await seenBy(ann)).sort((a, b) => (a.quote < b.quote ? -1 : 1));
    await addReply(db, bob.actor, kept!.id, { id: randomUUID(), body: "Twice?" });
    await deleteHighlight(db, ann.actor, gone!.id, gone!.version);

    const right = await send(PREVIEW, ann, [...file, reply], { report: "valleys" });
    expect(right.body).toMatchObject({
      counts: { placed: 1, forbidden: 1, duplicate: 1 },
      isWrongReport: false,
      better: null,
    });
    expect(right.body.entries.find(({ outcome }) => outcome === "forbidden")?.reason).toMatch(
      /You deleted it here\. Restore it or delete it permanently/u,
    );
    // Another person's file can't move Ann's highlight.
    expect((await send(PREVIEW, bob, file, { report: "valleys" })).body.counts).toMatchObject({
      placed: 0,
      duplicate: 1,
    });
    const done = await send(IMPORT, ann, [...file, reply], { report: "valleys" });
    expect(done.body.counts).toEqual(right.body.counts);
    expect(await seenBy(bob)).toEqual([]);
    const { highlights } = await listHighlights(db, bob.actor, "valleys");
    expect(highlights).toMatchObject([
      { id: kept!.id, report: "valleys", quote: first!.target.selector.exact, state: "anchored", visibility: "team" },
    ]);
    expect(highlights[0]?.note?.replies).toHaveLength(2);
    // A highlight that has a position keeps it.
    expect((await send(IMPORT, ann, file, { report: SLUG })).body.counts).toMatchObject({ placed: 0, duplicate: 1 });
    await restoreHighlight(db, ann.actor, gone!.id);
    expect((await send(IMPORT, ann, file, { report: "valleys" })).body.counts).toMatchObject({
      placed: 1,
      duplicate: 1,
    });
    expect((await listHighlights(db, ann.actor, "valleys")).highlights).toHaveLength(2);
  });

  it("moves notes from the wrong report to the right one even if their quote is ambiguous there", async () => {
    const db = context.db();
    const markdown = "---\ntitle: Valleys\nauthors: [B. Author]\n---\n\nShepherds count their sheep twice a year.\n";
    await shelf.put("valleys", markdown);
    await addEdition(db, parseReport(markdown, "valleys"), markdown);
    serve(db);
    const selector = { type: "TextQuoteSelector", exact: "Shepherds count their sheep" };
    const file = [annotation("x", { target: { source: "https://press.example/valleys.pdf", selector } })];
    expect((await send(IMPORT, ann, file, { report: SLUG, visibility: "team" })).body.counts).toMatchObject({
      orphan: 1,
    });

    expect((await send(IMPORT, bob, file, { report: "valleys" })).body.counts).toMatchObject({ duplicate: 1 });
    const right = await send(PREVIEW, ann, file, { report: "valleys" });
    expect(right.body).toMatchObject({ counts: { ambiguous: 1, duplicate: 0 }, isWrongReport: false });
    expect((await send(IMPORT, ann, file, { report: "valleys" })).body.counts).toEqual(right.body.counts);
    expect(await seenBy(ann)).toEqual([]);
    expect((await listHighlights(db, ann.actor, "valleys")).highlights).toMatchObject([{ state: "ambiguous" }]);
    // The highlight stays in its report and remains ambiguous.
    for (const report of ["valleys", SLUG]) {
      expect((await send(IMPORT, ann, file, { report })).body.counts).toMatchObject({ ambiguous: 0, duplicate: 1 });
    }
  });

  it.each([
    ["{", "import-json", /line 1/u],
    ['{\n"a": 1,\n"b": oops\n}', "import-json", /line 3/u],
    ["[".repeat(100_000), "import-json", /nested too deep/u],
    ['"text"', "import-kind", /no annotations/u],
    ["{}", "import-kind", /no annotations/u],
    [
      '{"type":"AnnotationCollection","total":5,"first":"https://a.example/"}',
      "import-kind",
      /only links to its pages/u,
    ],
    ['{"type":"AnnotationPage"}', "import-kind", /no list/u],
    ['{"type":"AnnotationPage","id":"https://a.example/","items":[]}', "import-invalid", /context.* \(section 5\.2\)/u],
    [JSON.stringify({ ...PAGE, id: "one" }), "import-invalid", /“id”.* \(section 5\.2\)/u],
    [JSON.stringify({ ...PAGE, startIndex: -1 }), "import-invalid", /“startIndex”.* \(section 5\.2\)/u],
    [JSON.stringify({ ...PAGE, partOf: ["https://a.example/"] }), "import-invalid", /“partOf”/u],
    [JSON.stringify({ ...PAGE, prev: {} }), "import-invalid", /“prev”/u],
    [JSON.stringify({ ...COLLECTION, "@context": [CONTEXT] }), "import-invalid", /context.* \(section 5\.1\)/u],
    [JSON.stringify({ ...COLLECTION, total: "5" }), "import-invalid", /“total”/u],
    [JSON.stringify({ ...COLLECTION, label: 5 }), "import-invalid", /“label”/u],
    ['{"format":"concord-backup","version":9}', "import-kind", /different version/u],
  ])("rejects an invalid file: %.60s", async (text, code, sentence) => {
    const { status, body } = await send(PREVIEW, ann, text);
    expect([status, body.error.code]).toEqual([400, code]);
    expect(body.error.message).toMatch(sentence);
  });

  it("exports filtered notes in readable formats", async () => {
    await makeNotes();
    const { text } = await exported(ann, { format: "markdown" });
    expect(text).toMatch(/^# Rivers\n\n## Trade\n\n- > carry grain\n\n {2}— A\\?\. Author, Rivers, p\\?\. 7\\?\. /u);
    expect(text).toContain(`](<http://127.0.0.1:3000/r/${SLUG}?note=`);
    expect(text).toContain("\n  # A *note*\n\n  with two paragraphs");
    expect(text).toContain("**Bob**");
    expect(text).toContain("## Towns");
    expect(text).not.toContain("quetzal");

    const csv = (await exported(ann, { format: "csv", q: "пошлину" })).text;
    expect(csv.split("\r\n")).toHaveLength(3);
    expect(csv).toMatch(/^\uFEFF?"Report","Section","Page","Passage",/u);
    expect(csv).toContain('"Rivers","Towns","7","купцы платят пошлину","Сколько?","Bob",');

    const { bytes, response } = await exported(ann, { format: "docx", colour: "3" });
    expect(response.headers.get("content-type")).toContain("wordprocessingml");
    // A Word file is a ZIP archive.
    expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
    const one = JSON.parse((await exported(ann, { format: "jsonld", visibility: "private" })).text);
    expect(one).toMatchObject({
      type: "AnnotationCollection",
      total: 1,
      first: { items: [{ motivation: "highlighting" }] },
    });
    // Positions are counted in code points, and the mountain emoji is one code point.
    const [quote, position] = one.first.items[0].target.selector;
    expect(position.end - position.start).toBe([...quote.exact].length);
  });

  it("sends notes to the Word export in parts, so that long ones do not block the server", async () => {
    const note = "timber ".repeat(6_000);
    for (const quote of ["carry grain", "купцы платят пошлину", "Kesh"]) {
      await createHighlight(context.db(), ann.actor, SLUG, highlightOf(edition, quote, { note }));
    }
    const serialize = vi.spyOn(v8, "serialize");
    const parse = vi.spyOn(MarkdownIt.prototype, "parse");
    syncBuiltinESMExports();
    const { bytes } = await exported(ann, { format: "docx" });
    expect([...bytes.slice(0, 2)]).toEqual([0x50, 0x4b]);
    const lengths = serialize.mock.results.map(({ value }) => value.length);
    expect(lengths.filter((length) => length > note.length)).toHaveLength(3);
    expect(Math.max(...lengths)).toBeLessThan(2 * note.length);
    // No Markdown is parsed in this process for the export.
    expect(parse).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
});
