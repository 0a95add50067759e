import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { POST as ADD } from "@/app/api/collections/[id]/passages/route";
import { DELETE as ERASE, PATCH, GET as READ } from "@/app/api/collections/[id]/route";
import { GET as MINE, POST } from "@/app/api/collections/route";
import { GET as OEMBED } from "@/app/api/oembed/route";
import { GET as PICTURE } from "@/app/api/passages/[token]/picture/route";
import { POST as LINK } from "@/app/api/shares/[id]/link/route";
import { POST as RESTORE } from "@/app/api/shares/[id]/restore/route";
import { DELETE as END } from "@/app/api/shares/[id]/route";
import { GET as SHARES } from "@/app/api/shares/route";
import { authorize } from "@/lib/accounts/policy";
import { eraseHighlight } from "@/lib/annotations/highlights/erasure";
import { changeHighlight, createHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { deleteAccount } from "@/lib/membership/account-deletion";
import { exportAccount } from "@/lib/membership/account-export";
import {
  type CollectionChange,
  type CollectionView,
  collectionView,
  type ShareView,
  shareView,
} from "@/lib/sharing/schemas";
import { type Shared, whatIsShared } from "@/lib/sharing/shared";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { useReport, useTeam } from "../support/team";

type Answer<T> = T & { error: { code: string; message: string } };
type Visible = "team" | "private";

describeDatabases("collections", (context) => {
  const { ann, bob, editor } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    editor: ["editor", "Eva"],
  });
  const edition = useReport(
    context,
    "# Trade",
    "<!-- page 7 -->",
    "Rivers carry trade.",
    "Towns grow.",
    "Roads decay.",
  );

  const mark = (who: Caller, quote: string, note: string | null = null, visibility: Visible = "team") =>
    createHighlight(context.db(), who.actor, SLUG, highlightOf(edition, quote, { note, visibility }));
  const make = (who: Caller, highlights: string[], more: object = {}) =>
    call<Answer<ShareView>>(POST, who, { body: { title: "Evidence", highlights, ...more } });
  const add = (who: Caller, id: string, highlights: string[]) =>
    call<Answer<{ collection: ShareView; added: number }>>(ADD, who, { params: { id }, body: { highlights } });
  const read = async (who: Caller, id: string) =>
    (await call<Answer<CollectionView>>(READ, who, { params: { id } })).body;
  const change = (who: Caller, id: string, body: CollectionChange) =>
    call<Answer<CollectionView>>(PATCH, who, { params: { id }, body });
  const link = (who: Caller, id: string, days: number | null = null) =>
    call<Answer<{ share: ShareView; path: string }>>(LINK, who, { params: { id }, body: { days } });
  const send = (route: typeof END, who: Caller, id: string) => call<Answer<ShareView>>(route, who, { params: { id } });
  const listed = async (who: Caller) => (await call<{ shares: ShareView[] }>(SHARES, who)).body.shares;
  const open = (path: string) => whatIsShared(context.db(), path.replace("/p/", ""));
  const shown = async (path: string) => (await open(path)) as Shared;
  const quotes = ({ passages }: Pick<Shared, "passages"> | CollectionView) => passages.map(({ quote }) => quote);

  /** A collection of three passages that has a link. */
  const linked = async (more: object = {}) => {
    const [one, two, three] = [
      await mark(ann, "Rivers", "Of rivers."),
      await mark(bob, "Towns", "Of towns."),
      await mark(ann, "decay"),
    ];
    const { body } = await make(ann, [three.id, one.id, two.id], more);
    const { path } = (await link(ann, body.id)).body;
    return { id: body.id, path, one, two, three };
  };

  it("show passages in the selected order, with a title and an introduction", async () => {
    const { path, id } = await linked({ title: " Evidence \n for 3 ", introduction: "See *below*." });
    expect(await shown(path)).toMatchObject({
      title: "Evidence for 3",
      introduction: "See *below*.",
      passages: [
        { quote: "decay", sections: ["Trade"], pages: [{ page: 7 }], notes: [] },
        { quote: "Rivers", notes: [] },
        { quote: "Towns", notes: [] },
      ],
      sharedBy: "Ann",
    });
    const [row] = await listed(ann);
    expect(shareView.parse(row)).toMatchObject({ id, title: "Evidence for 3", count: 3, state: "open", notesBy: [] });
    collectionView.parse(await read(ann, id));
  });

  it("are hidden from others until they have a link, then visible to owners and editors", async () => {
    const { id } = await mark(ann, "Rivers");
    const { body } = await make(ann, [id]);
    expect(body).toMatchObject({ state: "draft", count: 1 });
    expect([await listed(editor), (await send(END, editor, body.id)).status]).toEqual([[], 404]);
    expect((await send(END, ann, body.id)).body.error.code).toBe("share-draft");
    expect((await link(editor, body.id)).status).toBe(404);
    expect((await context.db().auditEntry.findMany({ where: { personId: ann.actor.id } })).length).toBe(0);

    await link(ann, body.id);
    expect((await listed(editor)).map((share) => share.id)).toEqual([body.id]);
    expect(await listed(bob)).toEqual([]);
    expect((await call<Answer<CollectionView>>(READ, editor, { params: { id: body.id } })).status).toBe(404);
    expect((await call<{ collections: ShareView[] }>(MINE, editor)).body.collections).toEqual([]);
    const audited = await context.db().auditEntry.findMany({ where: { personId: ann.actor.id } });
    expect(audited.map(({ action, detail }) => [action, detail])).toEqual([["share.created", { withNote: false }]]);
  });

  it("can be reordered, and removed passages can be restored", async () => {
    const { id, path } = await linked();
    const before = await read(ann, id);
    const [decay, rivers, towns] = before.passages.map((passage) => passage.id) as [string, string, string];
    const moved = (await change(ann, id, { version: before.version, passages: [towns, decay, rivers] })).body;
    expect([quotes(moved), quotes(await shown(path))]).toEqual([
      ["Towns", "decay", "Rivers"],
      ["Towns", "decay", "Rivers"],
    ]);
    const less = (await change(ann, id, { version: moved.version, passages: [rivers, towns] })).body;
    expect([quotes(less), quotes(await shown(path))]).toEqual([
      ["Rivers", "Towns"],
      ["Rivers", "Towns"],
    ]);
    const back = (await change(ann, id, { version: less.version, passages: [rivers, decay, towns] })).body;
    expect(quotes(back)).toEqual(["Rivers", "decay", "Towns"]);

    const late = await change(ann, id, { version: less.version, passages: [] });
    expect([late.status, late.body.error.code]).toEqual([409, "conflict"]);
    const strange = await change(ann, id, { version: back.version, passages: [rivers, randomUUID()] });
    expect(strange.status).toBe(404);
    const none = (await change(ann, id, { version: back.version, passages: [] })).body;
    expect([none.passages, (await shown(path)).passages]).toEqual([[], []]);
    expect((await link(ann, id)).body.error.code).toBe("share-empty");
  });

  it("accept each passage once, and only passages that the user can see", async () => {
    const { id, one, two, three } = await linked();
    const other = await mark(bob, "Roads");
    expect((await add(ann, id, [one.id, other.id, two.id, three.id, other.id])).body).toMatchObject({
      added: 1,
      collection: { count: 4 },
    });
    expect((await add(ann, id, [other.id])).body.added).toBe(0);
    const secret = await mark(bob, "trade", "quetzal", "private");
    const refused = await add(ann, id, [secret.id]);
    expect([refused.status, refused.text.includes("quetzal")]).toEqual([404, false]);
    expect((await make(ann, [randomUUID()])).status).toBe(404);
    expect((await add(bob, id, [secret.id])).status).toBe(404);
    const own = await mark(ann, "grow", "Only me.", "private");
    expect((await add(ann, id, [own.id])).body.added).toBe(1);
    expect((await read(ann, id)).people).toEqual([{ id: ann.actor.id, name: "Ann", notes: 1, shown: 0 }]);
  });

  it("show the notes of the selected people, if the user may share them", async () => {
    const { id, path, one } = await linked();
    const [a, b] = [ann.actor.id, bob.actor.id];
    const notes = async () => (await shown(path)).passages.map(({ notes }) => notes.map(({ body }) => body));
    const choose = async (who: Caller, of: string, people: string[]) => {
      const { version } = await read(who, of);
      return (await change(who, of, { version, notes: people.map((person) => ({ person, shown: true })) })).body.people;
    };
    // Ann can't publish Bob's note, whatever she requests.
    expect(await choose(ann, id, [a, b])).toEqual([{ id: a, name: "Ann", notes: 1, shown: 1 }]);
    expect(await notes()).toEqual([[], ["Of rivers."], []]);
    // If a passage is added later, notes on it by the same people are shown as well.
    const later = await mark(ann, "Roads", "Of roads.");
    await add(ann, id, [later.id]);
    expect(await notes()).toEqual([[], ["Of rivers."], [], ["Of roads."]]);
    await changeHighlight(context.db(), ann.actor, one.id, { version: 1, visibility: "private" });
    expect(await notes()).toEqual([[], [], [], ["Of roads."]]);
    await deleteHighlight(context.db(), ann.actor, later.id, 1);
    expect(await notes()).toEqual([[], [], [], []]);
    expect((await listed(ann))[0]?.notesBy).toEqual([]);

    const theirs = (await make(editor, [(await mark(bob, "carry", "Of carrying.")).id])).body;
    expect(await choose(editor, theirs.id, [b])).toEqual([{ id: b, name: "Bob", notes: 1, shown: 1 }]);
    const audited = await context.db().auditEntry.findMany({ where: { action: "share.changed" } });
    expect(audited.map(({ detail }) => detail)).toEqual([{ withNote: true }, { withNote: true }]);
  });

  it("show the same notes as before when another person's are added, and report the number of notes by each person", async () => {
    const team = await mark(bob, "carry", "Of carrying.");
    const { id } = (await make(editor, [team.id])).body;
    const { path } = (await link(editor, id)).body;
    const choose = async (person: string, shown: boolean) => {
      const { version } = await read(editor, id);
      return (await change(editor, id, { version, notes: [{ person, shown }] })).body.people;
    };
    const notes = async () => (await shown(path)).passages.flatMap((passage) => passage.notes.map(({ body }) => body));
    await choose(bob.actor.id, true);
    // If Bob writes a note on the passage later, it is not published automatically.
    await mark(bob, "carry", "Of heavy loads.");
    await mark(ann, "carry", "Of Ann.");
    const of = (person: Caller, name: string, [all, some]: [number, number]) => {
      return { id: person.actor.id, name, notes: all, shown: some };
    };
    expect((await read(editor, id)).people).toEqual([of(ann, "Ann", [1, 0]), of(bob, "Bob", [2, 1])]);
    expect(await choose(ann.actor.id, true)).toEqual([of(ann, "Ann", [1, 1]), of(bob, "Bob", [2, 1])]);
    expect(await notes()).toEqual(["Of carrying.", "Of Ann."]);
    expect(await choose(bob.actor.id, true)).toEqual([of(ann, "Ann", [1, 1]), of(bob, "Bob", [2, 2])]);
    expect(await choose(bob.actor.id, false)).toEqual([of(ann, "Ann", [1, 1]), of(bob, "Bob", [2, 0])]);
    expect(await notes()).toEqual(["Of Ann."]);
  });

  it("lose the note of an erased highlight, but keep the passage", async () => {
    const { id, path, one } = await linked();
    const { version } = await read(ann, id);
    await change(ann, id, { version, notes: [{ person: ann.actor.id, shown: true }] });
    await deleteHighlight(context.db(), ann.actor, one.id, 1);
    await eraseHighlight(context.db(), ann.actor, one.id);
    expect((await shown(path)).passages[1]).toMatchObject({ quote: "Rivers", notes: [] });
    expect(await context.db().sharedNote.count()).toBe(0);
  });

  it("show no names if created without them", async () => {
    const { id, path } = await linked({ introduction: `By [@Bob](person:${bob.actor.id}).` });
    expect(await shown(path)).toMatchObject({ sharedBy: "Ann", introduction: "By @Bob." });
    const { version } = await read(ann, id);
    await change(ann, id, { version, withNames: false, notes: [{ person: ann.actor.id, shown: true }] });
    expect(await shown(path)).toMatchObject({ sharedBy: null, introduction: "By @…." });
    expect(JSON.stringify(await shown(path))).not.toMatch(/Ann|Bob/u);
  });

  it("show each passage at its current position or, if it has none, as it was", async () => {
    const { path } = await linked();
    await storeReport(context.db(), "# Trade", "A preface.", "Rivers carry trade.", "Cities grow.", "Roads decay.");
    const { passages } = await shown(path);
    expect(passages.map(({ quote, isFormer, edition: { ordinal } }) => [quote, isFormer, ordinal])).toEqual([
      ["decay", false, 2],
      ["Rivers", false, 2],
      ["Towns", true, 1],
    ]);
  });

  it("return 410 for the image and the frame after they are revoked; a new link has the same selection", async () => {
    const { id, path } = await linked({ title: "Доказательства" });
    const nobody = { headers: { host: "127.0.0.1:3000" } };
    const asked = (token: string) =>
      Promise.all([
        PICTURE(new Request("http://127.0.0.1:3000/x", nobody), { params: Promise.resolve({ token }) }),
        call<{ title: string }>(OEMBED, { cookie: "" }, { query: { url: `http://127.0.0.1:3000/p/${token}` } }),
      ]);
    const token = path.replace("/p/", "");
    const [picture, oembed] = await asked(token);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(oembed.body.title).toBe("Доказательства");
    await send(END, ann, id);
    expect([await open(path), (await asked(token)).map(({ status }) => status)]).toEqual(["revoked", [410, 410]]);

    const again = (await link(ann, id, 7)).body;
    expect(again.share).toMatchObject({ state: "open", count: 3 });
    expect([await open(path), quotes(await shown(again.path))]).toEqual([null, ["decay", "Rivers", "Towns"]]);
    // If a moderator has revoked the link, the collection's creator can't publish the collection again by creating another.
    await send(END, editor, id);
    expect([(await link(ann, id)).status, (await send(RESTORE, ann, id)).status]).toEqual([403, 403]);
  });

  it("are deleted permanently by their creator once their link is revoked", async () => {
    const { id, path } = await linked();
    expect((await send(ERASE, ann, id)).body.error.code).toBe("share-open");
    await send(END, ann, id);
    expect((await send(ERASE, editor, id)).status).toBe(404);
    expect((await send(ERASE, ann, id)).status).toBe(200);
    expect([await open(path), await listed(ann), await context.db().sharedPassage.count()]).toEqual([null, [], 0]);
    expect(await context.db().auditEntry.count({ where: { action: "share.erased" } })).toBe(1);
  });

  it("are part of an account's export, and are deleted with the account", async () => {
    const { path } = await linked({ introduction: "Read this." });
    let file = "";
    for await (const part of exportAccount(context.db(), authorize(ann.actor, "account.export", null))) file += part;
    const { links } = JSON.parse(file);
    expect(links).toMatchObject([
      { title: "Evidence", introduction: "Read this.", passages: [{ quote: "decay" }, { quote: "Rivers" }, {}] },
    ]);
    expect(JSON.stringify(links)).not.toMatch(/tokenHash/u);
    await deleteAccount(context.db(), ann.actor, { nameStays: true, password: null });
    expect([await open(path), await context.db().share.count()]).toEqual([null, 0]);
  });

  it.each([
    ["no title", { title: " \n " }, "title-missing"],
    ["a long title", { title: "x".repeat(201) }, "title-too-long"],
    ["a long introduction", { introduction: "x".repeat(10_001) }, "introduction-too-long"],
  ])("are rejected with %s", async (_name, more, code) => {
    expect((await make(ann, [], more)).body.error.code).toBe(code);
    const { body } = await make(ann, []);
    const refused = await change(ann, body.id, { version: 1, ...more });
    expect(refused.body.error.code).toBe(code);
  });
});
