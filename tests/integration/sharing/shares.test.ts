import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { GET as OEMBED } from "@/app/api/oembed/route";
import { GET as PICTURE } from "@/app/api/passages/[token]/picture/route";
import { POST as RENEW } from "@/app/api/shares/[id]/link/route";
import { POST as RESTORE } from "@/app/api/shares/[id]/restore/route";
import { DELETE } from "@/app/api/shares/[id]/route";
import { GET, POST } from "@/app/api/shares/route";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { deleteNote, restoreNote, saveNote } from "@/lib/annotations/notes/note-service";
import { eventsSince } from "@/lib/events/log";
import { type NewShare, type ShareView, shareView } from "@/lib/sharing/schemas";
import { countView, type SharedPassage, whatIsShared } from "@/lib/sharing/shared";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { useReport, useTeam } from "../support/team";

interface Made {
  share: ShareView;
  path: string;
  error: { code: string; message: string };
}

describeDatabases("shares", (context) => {
  const { ann, bob, owner } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    owner: ["owner", "Olga"],
  });
  const edition = useReport(
    context,
    "# Trade",
    "<!-- page 7 -->",
    "Rivers carry *trade*.[^1]",
    "Towns grow.",
    "[^1]: A footnote.",
  );

  const passage = (quote: string, more: Partial<NewShare> = {}): NewShare => {
    const { start, end } = highlightOf(edition, quote);
    return { edition: edition.id, start, end, quote, highlightId: null, ...more };
  };
  const share = (who: Caller, body: object) => call<Made>(POST, who, { body });
  const list = async (who: Caller) => (await call<{ shares: ShareView[] }>(GET, who)).body.shares;
  const revoke = (who: Caller, id: string) =>
    call<ShareView & { error: { code: string; message: string } }>(DELETE, who, { params: { id } });
  const restore = (who: Caller, id: string) =>
    call<ShareView & { error: { code: string; message: string } }>(RESTORE, who, { params: { id } });
  /** The marked parts of the blocks. Footnotes that the passage refers to have none. */
  const marked = ({ blocks, start, end }: SharedPassage) =>
    blocks
      .map(({ text, start: at }) => text.slice(Math.max(0, start - at), Math.max(0, end - at)))
      .filter((part) => part !== "");
  const whole = (path: string, now?: Date) => whatIsShared(context.db(), path.replace("/p/", ""), now);
  /** The passage that a link shows. */
  const open = async (path: string, now?: Date) => {
    const shared = await whole(path, now);
    return shared === null || typeof shared === "string" ? shared : shared.passages[0]!;
  };
  const notesAt = async (path: string) =>
    ((await open(path)) as SharedPassage).notes.map(({ body, author }) => ({ body, author }));
  const mark = (who: Caller, quote: string, note: string | null, visibility: "team" | "private" = "team") =>
    createHighlight(context.db(), who.actor, SLUG, highlightOf(edition, quote, { note, visibility }));

  it("show a passage in its paragraphs to anyone with the link", async () => {
    const { body } = await share(ann, passage("trade.\nTowns"));
    expect(body.path).toMatch(/^\/p\/[\w-]{43}$/u);
    const shown = (await open(body.path)) as SharedPassage;
    expect(shown).toMatchObject({
      report: { slug: SLUG, title: "Rivers", authors: ["A. Author"] },
      edition: { id: edition.id, ordinal: 1 },
      quote: "trade.\nTowns",
      sections: ["Trade"],
      pages: [{ page: 7, certain: true }],
      colour: 1,
      notes: [],
    });
    expect(await whole(body.path)).toMatchObject({ title: null, introduction: "", sharedBy: "Ann" });
    expect(shown.blocks.map(({ text }) => text)).toEqual(["Rivers carry trade.", "Towns grow.", "A footnote."]);
    expect(marked(shown)).toEqual(["trade.", "Towns"]);
  });

  it.each([
    ["the very first word", "Trade", ["Trade"]],
    ["a footnote", "footnote", ["footnote"]],
    ["from the line feed before a block", "\nTowns", ["Towns"]],
    ["to the line feed after a block", "trade.\n", ["trade."]],
  ])("show %s", async (_name, quote, parts) => {
    const { body } = await share(ann, passage(quote));
    const shown = (await open(body.path)) as SharedPassage;
    expect(marked(shown)).toEqual(parts);
    expect(shown.pages.map(({ page }) => page)).toEqual(quote === "Trade" ? [] : [7]);
  });

  it("show the sections and pages where a long passage begins and ends, in the colour of its highlight", async () => {
    const chapters = [
      "# One",
      "<!-- page 3 -->",
      "First.",
      "<!-- page 4? -->",
      "Middle.[^1]",
      "# Two",
      "<!-- page 5 -->",
      "Last.",
    ];
    Object.assign(edition, await storeReport(context.db(), ...chapters, "[^1]: A footnote."));
    const { id } = await createHighlight(
      context.db(),
      ann.actor,
      SLUG,
      highlightOf(edition, "First.\nMiddle.", { colour: 3 }),
    );
    const one = (await share(ann, passage("First.\nMiddle.", { highlightId: id }))).body;
    const both = (await share(ann, passage("Middle.\nTwo\nLast."))).body;
    expect(await open(one.path)).toMatchObject({ sections: ["One"], pages: [{ page: 3 }, { page: 4 }], colour: 3 });
    expect(await open(both.path)).toMatchObject({ sections: ["One", "Two"], pages: [{ page: 4 }, { page: 5 }] });
    // A footnote is at the end of the text, but it counts as being on the same page as its marker.
    const last = (await share(ann, passage("Last.\nA footnote."))).body;
    expect(await open(last.path)).toMatchObject({ pages: [{ page: 4 }, { page: 5 }] });
  });

  it("reveal their link once, and store only its hash", async () => {
    const { body } = await share(ann, passage("Rivers"));
    shareView.parse(body.share);
    const token = body.path.replace("/p/", "");
    expect((await call(GET, ann)).text).not.toContain(token);
    expect(JSON.stringify(await context.db().share.findMany())).not.toContain(token);
    expect(JSON.stringify(await context.db().event.findMany())).not.toContain(token);
    const other = await share(ann, passage("Rivers"));
    expect(other.body.path).not.toBe(body.path);
    for (const wrong of ["", "x", token.slice(0, -1), `${token}x`, token.toUpperCase(), body.share.id, "\0", "🏔"]) {
      expect(await open(wrong), wrong).toBeNull();
    }
  });

  it("are listed for their creators; owners and editors see all of them", async () => {
    const first = (await share(ann, passage("Rivers"))).body.share;
    const second = (await share(bob, passage("Towns"))).body.share;
    expect(await list(ann)).toEqual([first]);
    expect(await list(bob)).toEqual([second]);
    const ids = [first.id, second.id].sort();
    expect((await list(owner)).map(({ id }) => id).sort()).toEqual(ids);
    expect((await list(await makeCaller(context.db(), "editor"))).map(({ id }) => id).sort()).toEqual(ids);
    expect(await list(await makeCaller(context.db(), "reader"))).toEqual([]);
    expect(first).toMatchObject({
      title: null,
      passage: { report: SLUG, reportTitle: "Rivers", edition: edition.id, ordinal: 1, quote: "Rivers" },
      count: 1,
      notesBy: [],
      state: "open",
      expiresAt: null,
      revokedAt: null,
      views: 0,
      createdBy: { id: ann.actor.id, name: "Ann" },
    });
  });

  it("are revoked immediately, and can be distinguished from unknown and expired ones", async () => {
    const { share: made, path } = (await share(ann, passage("Rivers"))).body;
    const hidden = await revoke(bob, made.id);
    const unknown = await revoke(bob, randomUUID());
    expect([hidden.status, hidden.body.error.message]).toEqual([404, unknown.body.error.message]);
    expect(await open(path)).toMatchObject({ quote: "Rivers" });

    expect((await revoke(ann, made.id)).body).toMatchObject({ state: "revoked", revokedAt: expect.any(String) });
    expect(await open(path)).toBe("revoked");
    const again = await revoke(owner, made.id);
    expect([again.status, again.body.state]).toEqual([200, "revoked"]);
    expect((await list(ann))[0]?.state).toBe("revoked");
    expect((await eventsSince(context.db(), 1)).map(({ kind, version }) => [kind, version])).toEqual([
      ["share.created", 1],
      ["share.revoked", 2],
    ]);

    const other = (await share(ann, passage("Rivers"))).body;
    const expiresAt = new Date("2030-01-01T00:00:00Z");
    await context.db().share.update({ where: { id: other.share.id }, data: { expiresAt } });
    expect(await open(other.path, new Date("2029-12-31T23:59:59Z"))).toMatchObject({ quote: "Rivers" });
    expect(await open(other.path, expiresAt)).toBe("expired");
  });

  it("can be restored by the user who revoked them, or by a moderator unless a moderator revoked them", async () => {
    const { share: made, path } = (await share(ann, passage("Rivers"))).body;
    await revoke(ann, made.id);
    expect((await restore(bob, made.id)).status).toBe(404);
    // Ann revoked the link herself, so no one else can restore it.
    expect((await restore(owner, made.id)).status).toBe(403);
    expect((await restore(ann, made.id)).body).toMatchObject({ state: "open", revokedAt: null });
    expect((await restore(ann, made.id)).status).toBe(200);
    expect(await open(path)).toMatchObject({ quote: "Rivers" });

    await revoke(owner, made.id);
    expect((await restore(ann, made.id)).status).toBe(403);
    expect(await open(path)).toBe("revoked");
    expect((await restore(await makeCaller(context.db(), "editor"), made.id)).status).toBe(200);
    await revoke(owner, made.id);
    expect((await restore(owner, made.id)).status).toBe(200);
    expect((await eventsSince(context.db(), 1)).map(({ kind, version }) => [kind, version])).toEqual([
      ["share.created", 1],
      ["share.revoked", 2],
      ["share.restored", 3],
      ["share.revoked", 4],
      ["share.restored", 5],
      ["share.revoked", 6],
      ["share.restored", 7],
    ]);
  });

  it("count how often they are opened", async () => {
    const { share: made, path } = (await share(ann, passage("Rivers"))).body;
    await Promise.all(Array.from({ length: 10 }, () => countView(context.db(), path.replace("/p/", ""))));
    await countView(context.db(), "unknown");
    expect((await list(ann))[0]?.views).toBe(10);
    await revoke(ann, made.id);
    await countView(context.db(), path.replace("/p/", ""));
    expect((await list(ann))[0]?.views).toBe(10);
  });

  it("show and list a note only while it exists and is shared with the team", async () => {
    const db = context.db();
    const { id } = await mark(ann, "Rivers", "Hers.");
    const notesOf = [ann.actor.id];
    const own = (await share(ann, passage("Rivers", { highlightId: id, notesOf }))).body.path;
    const theirs = (await share(owner, passage("Rivers", { highlightId: id, notesOf }))).body.path;
    const bare = (await share(bob, passage("Rivers", { highlightId: id }))).body.path;
    const notes = async () => [await notesAt(own), await notesAt(theirs), await notesAt(bare)];
    const hers = [{ body: "Hers.", author: "Ann" }];
    expect(await notes()).toEqual([hers, hers, []]);

    const listed = async () => (await list(owner)).filter(({ notesBy }) => notesBy.length > 0).length;
    expect(await listed()).toBe(2);

    // Even Ann's own links don't show her private notes.
    await changeHighlight(db, ann.actor, id, { version: 1, visibility: "private" });
    expect(await notes()).toEqual([[], [], []]);
    expect(await listed()).toBe(0);
    await changeHighlight(db, ann.actor, id, { version: 2, visibility: "team" });
    await deleteHighlight(db, ann.actor, id, 3);
    expect(await notes()).toEqual([[], [], []]);
    await restoreHighlight(db, ann.actor, id);
    await saveNote(db, ann.actor, id, { version: 1, body: "Now." });
    expect((await notes())[1]).toEqual([{ body: "Now.", author: "Ann" }]);

    await deleteNote(db, ann.actor, id, 2);
    expect(await notes()).toEqual([[], [], []]);
    await restoreNote(db, ann.actor, id);
    expect((await notes())[0]?.[0]?.body).toBe("Now.");
    // A note that was later written in place of a deleted one was never shared.
    await deleteNote(db, ann.actor, id, 4);
    await db.note.updateMany({ data: { createdAt: new Date(Date.now() - 2_000) } });
    await db.sharedNote.updateMany({ data: { chosenAt: new Date(Date.now() - 1_000) } });
    await saveNote(db, ann.actor, id, { version: null, body: "Another." });
    expect(await notes()).toEqual([[], [], []]);
  });

  it("include a note only if the user may publish it", async () => {
    const team = await mark(ann, "Rivers", "For the team.");
    const mine = await mark(ann, "Towns", "quetzal", "private");
    const bare = await mark(ann, "grow", null);
    const ask = async (who: Caller, body: object) => {
      const { status, body: answer, text } = await share(who, body);
      expect(text).not.toContain("quetzal");
      return [status, answer.error?.code];
    };
    const notesOf = [ann.actor.id];
    expect(await ask(bob, passage("Rivers", { highlightId: team.id, notesOf }))).toEqual([403, "forbidden"]);
    expect(await ask(bob, passage("Rivers", { highlightId: team.id }))).toEqual([200, undefined]);
    expect(await ask(owner, passage("Rivers", { highlightId: team.id, notesOf }))).toEqual([200, undefined]);
    for (const who of [bob, owner]) {
      expect(await ask(who, passage("Towns", { highlightId: mine.id, notesOf }))).toEqual([404, "not-found"]);
      expect(await ask(who, passage("Towns", { highlightId: mine.id }))).toEqual([404, "not-found"]);
    }
    expect(await ask(ann, passage("Towns", { highlightId: mine.id, notesOf }))).toEqual([400, "share-private"]);
    expect(await ask(ann, passage("Towns", { highlightId: mine.id }))).toEqual([200, undefined]);
    expect(await ask(ann, passage("grow", { highlightId: bare.id, notesOf }))).toEqual([400, "share-note"]);
    expect(await ask(ann, passage("footnote", { notesOf }))).toEqual([400, "share-note"]);
    expect(await ask(ann, passage("Towns", { highlightId: team.id }))).toEqual([400, "share-highlight"]);
    expect(await ask(ann, passage("Rivers", { highlightId: randomUUID() }))).toEqual([404, "not-found"]);
    await deleteHighlight(context.db(), ann.actor, team.id, 1);
    expect(await ask(ann, passage("Rivers", { highlightId: team.id }))).toEqual([404, "not-found"]);
  });

  it("are rejected if the passage differs from the text", async () => {
    const good = passage("Rivers");
    const cases: [object, number, string][] = [
      [{ ...good, quote: "rivers" }, 400, "quote-mismatch"],
      [{ ...good, end: good.start, quote: "" }, 400, "passage-empty"],
      [{ ...good, end: 10_000 }, 400, "passage-range"],
      [{ ...good, edition: randomUUID() }, 404, "not-found"],
      [{ ...good, edition: "x" }, 400, "bad-request"],
    ];
    for (const [body, status, code] of cases) {
      const answer = await share(ann, body);
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    }
    expect(await list(owner)).toEqual([]);
  });

  it("show only the passage, at its current position or, if it has none, as it was", async () => {
    const { path } = (await share(ann, passage("carry trade"))).body;
    await storeReport(context.db(), "# Trade", "A preface.", "<!-- page 9 -->", "Rivers carry trade.", "Towns grow.");
    const moved = (await open(path)) as SharedPassage;
    expect(moved).toMatchObject({
      quote: "carry trade",
      isFormer: false,
      edition: { ordinal: 2 },
      pages: [{ page: 9 }],
    });
    expect(marked(moved)).toEqual(["carry trade"]);
    await storeReport(context.db(), "# Trade", "A preface.", "Rivers carry much less trade.", "Towns grow.");
    const edited = (await open(path)) as SharedPassage;
    expect(edited).toMatchObject({ quote: "carry trade", isFormer: true, edition: { ordinal: 1 } });
    await storeReport(context.db(), "Other words altogether.");
    const { edition: shown, blocks, isFormer } = (await open(path)) as SharedPassage;
    expect([shown.ordinal, isFormer, blocks[0]?.text]).toEqual([1, true, "Rivers carry trade."]);
  });

  it("show no names if created without them", async () => {
    const { id } = await mark(ann, "Rivers", `Ask [@Bob](person:${bob.actor.id}).`);
    const more = { highlightId: id, notesOf: [ann.actor.id] };
    const named = await open((await share(ann, passage("Rivers", more))).body.path);
    expect(named).toMatchObject({ notes: [{ author: "Ann", body: "Ask @Bob." }] });
    const { path, share: made } = (await share(ann, passage("Rivers", { ...more, withNames: false }))).body;
    expect(made.withNames).toBe(false);
    const shown = await whole(path);
    expect(shown).toMatchObject({ sharedBy: null, passages: [{ notes: [{ author: null, body: "Ask @…." }] }] });
    expect(JSON.stringify(shown)).not.toMatch(/Ann|Bob/u);
  });

  it.each([
    ["Zoe", { creatorIri: "acct:zoe@press.example", creatorName: "Zoe" }, "Imported by Ann, attributed to Zoe"],
    ["an empty name", { creatorIri: "acct:zoe@press.example" }, "Imported by Ann, attributed to someone"],
    ["no name", {}, "Ann"],
  ])(
    "name the importer of a note, and give its author exactly as written in the file: %s",
    async (_name, creator, author) => {
      const { id } = await mark(ann, "Rivers", "As Zoe said.");
      const importedFrom = "https://press.example/notes/1";
      await context.db().highlight.update({ where: { id }, data: { importedFrom, ...creator } });
      const more = { highlightId: id, notesOf: [ann.actor.id] };
      const [note] = await notesAt((await share(ann, passage("Rivers", more))).body.path);
      expect(note?.author).toBe(author);
      const { path } = (await share(ann, passage("Rivers", { ...more, withNames: false }))).body;
      expect(JSON.stringify(await whole(path))).not.toMatch(/zoe@|"Zoe"|attributed|someone|Ann/u);
    },
  );

  it("expire if they were created with an expiry", async () => {
    const { path, share: made } = (await share(ann, passage("Rivers", { days: 7 }))).body;
    const week = 7 * 86_400_000;
    expect(Math.abs(Date.parse(made.expiresAt!) - Date.now() - week)).toBeLessThan(60_000);
    expect(await open(path, new Date(Date.now() + week + 1000))).toBe("expired");
    expect((await share(ann, passage("Rivers", { days: 0 }))).status).toBe(400);
  });

  it("can get a new link, after which the previous one stops working", async () => {
    const { path, share: made } = (await share(ann, passage("Rivers"))).body;
    const renewed = await call<Made>(RENEW, ann, { params: { id: made.id }, body: {} });
    expect(renewed.body.path).not.toBe(path);
    expect([await open(path), await open(renewed.body.path)]).toMatchObject([null, { quote: "Rivers" }]);
    expect((await call<Made>(RENEW, bob, { params: { id: made.id }, body: {} })).status).toBe(404);
    await revoke(ann, made.id);
    const ended = await call<Made>(RENEW, ann, { params: { id: made.id }, body: {} });
    expect([ended.status, ended.body.error.code]).toEqual([409, "share-ended"]);
  });

  it("are shown by other sites as an image and in a frame, until they are revoked", async () => {
    const { path, share: made } = (await share(ann, passage("Rivers carry trade"))).body;
    const token = path.replace("/p/", "");
    const nobody = { headers: { host: "127.0.0.1:3000" } };
    const picture = () =>
      PICTURE(new Request("http://127.0.0.1:3000/x", nobody), { params: Promise.resolve({ token }) });
    const oembed = (url: string, more = {}) =>
      call<{ html: string; width: number }>(OEMBED, { cookie: "" }, { query: { url, ...more } });

    const shown = await picture();
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
    const bytes = Buffer.from(await shown.arrayBuffer());
    // The header of a PNG, with its width and height.
    expect([bytes.toString("latin1", 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
      "PNG",
      1200,
      630,
    ]);
    const address = `http://127.0.0.1:3000${path}`;
    expect((await oembed(address)).body).toMatchObject({ version: "1.0", type: "rich", title: "Rivers", width: 640 });
    expect((await oembed(address, { maxwidth: "300" })).body.html).toContain(`src="${address}/embed" width="300"`);
    // Without this, a page opened from the frame would inherit its sandbox and could not be displayed.
    expect((await oembed(address)).body.html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect((await oembed(address, { format: "xml" })).status).toBe(501);

    await revoke(ann, made.id);
    expect([(await picture()).status, (await oembed(address)).status]).toEqual([410, 410]);
  });
});
