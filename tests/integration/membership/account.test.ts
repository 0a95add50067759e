import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { POST as DELETE_ACCOUNT } from "@/app/api/me/deletion/route";
import { GET as EXPORT } from "@/app/api/me/export/route";
import { GET as MEMBERS } from "@/app/api/members/route";
import { GET as HIGHLIGHTS } from "@/app/api/reports/[slug]/highlights/route";
import { audit } from "@/lib/accounts/audit";
import { hashPassword } from "@/lib/accounts/password";
import { authorize } from "@/lib/accounts/policy";
import { changeHighlight, createHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { saveNote } from "@/lib/annotations/notes/note-service";
import { addReply } from "@/lib/annotations/replies/reply-service";
import type { HighlightList, NewHighlight } from "@/lib/annotations/schemas";
import { saveSearch } from "@/lib/library/saved-searches";
import { exportAccount } from "@/lib/membership/account-export";
import { createShare } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

const PASSWORD = "correct horse battery";
const MINUTE = 60_000;

type Answer = { error: { code: string } };
/** The lists in the export file, as far as the tests read them. */
type Exported = Record<
  "highlights" | "notes" | "replies" | "links" | "savedSearches" | "sessions" | "auditEntries",
  Record<string, unknown>[]
> & { account: Record<string, unknown> };

describeDatabases("a user's own account", (context) => {
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    const db = context.db();
    serve(db);
    edition = await storeReport(db, "Rivers carry trade between the towns.");
    ann = await makeCaller(db, "annotator", "Ann");
    bob = await makeCaller(db, "owner", "Bob");
  });

  const mark = (who: Caller, more: Partial<NewHighlight> = {}) =>
    createHighlight(context.db(), who.actor, SLUG, highlightOf(edition, "trade", more));
  const share = (who: Caller) => {
    const { start, end, quote } = highlightOf(edition, "Rivers");
    const passage = { edition: edition.id, start, end, quote, highlightId: null };
    return createShare(context.db(), who.actor, passage);
  };
  const remove = (who: Caller, how: object = {}) =>
    call<Answer>(DELETE_ACCOUNT, who, { body: { nameStays: false, password: null, ...how } });

  it("is exported completely, without other users' data or secrets", async () => {
    const db = context.db();
    const { id } = await mark(ann, { visibility: "private", note: "First." });
    await saveNote(db, ann.actor, id, { version: 1, body: "Second." });
    await setTags(db, ann.actor, id, { version: 1, tags: ["oil"] });
    const theirs = await mark(bob, { note: "Of Bob." });
    await addReply(db, ann.actor, theirs.id, { id: randomUUID(), body: "A reply." });
    const gone = await mark(ann, { note: "Deleted." });
    await deleteHighlight(db, ann.actor, gone.id, 1);
    const { path } = await share(ann);
    const search = { id: randomUUID(), name: "Trade", query: "trade", report: null, match: "any", sort: "relevance" };
    await saveSearch(db, authorize(ann.actor, "search.save", null), search as never);

    const { text } = await call<Exported>(EXPORT, ann);
    const file: Exported = JSON.parse(text);
    expect(file.account).toMatchObject({ name: "Ann", email: ann.actor.email, role: "annotator", groups: [] });
    expect(file.highlights.map((row) => row.id).sort()).toEqual([id, gone.id].sort());
    expect(file.highlights.find((row) => row.id === id)).toMatchObject({ quote: "trade", tags: [{ name: "oil" }] });
    const note = file.notes.find((row) => row.highlightId === id);
    expect(note).toMatchObject({ body: "Second.", revisions: [{ body: "First." }, { body: "Second." }] });
    expect(file.replies).toMatchObject([{ body: "A reply." }]);
    expect(file.links).toMatchObject([{ passages: [{ quote: "Rivers" }] }]);
    expect(file.savedSearches).toMatchObject([{ name: "Trade" }]);
    expect(file.sessions).toMatchObject([{ device: "Vitest" }]);
    expect(file.auditEntries.map((row) => row.action)).toContain("account.exported");
    expect(text).not.toContain("Of Bob.");
    expect(text).not.toContain(bob.actor.email);
    expect(text).not.toMatch(/tokenHash|passwordHash/u);
    expect(text).not.toContain(path.split("/").at(-1));
  });

  it("names the person who changed their role, without that person's client address", async () => {
    const db = context.db();
    const [by, subjectId] = [bob.actor, ann.actor.id];
    const client = { address: "192.0.2.7", device: "The device of Bob" };
    await db.$transaction((tx) =>
      audit(
        tx,
        { by, client, action: "person.role", subjectId, detail: { from: "reader", to: "annotator" } },
        new Date(),
      ),
    );
    const parts: string[] = [];
    for await (const part of exportAccount(db, authorize(ann.actor, "account.export", null))) parts.push(part);
    const { auditEntries } = JSON.parse(parts.join("")) as Exported;
    const changed = auditEntries.filter(({ action }) => action === "person.role");
    expect(changed).toMatchObject([{ personId: by.id, address: null, device: null }]);
  });

  it("is exported in parts, whatever its size, with each item once", async () => {
    const db = context.db();
    const { id: editionId } = edition;
    const rows = Array.from({ length: 450 }, () => {
      const { edition: _, visibility, note: __, area: ___, ...rest } = highlightOf(edition, "trade");
      const now = new Date();
      return { ...rest, report: SLUG, editionId, visibility, authorId: ann.actor.id, createdAt: now, updatedAt: now };
    });
    await db.highlight.createMany({ data: rows.map(({ groupId: _, ...row }) => row) });
    const parts: string[] = [];
    for await (const part of exportAccount(db, authorize(ann.actor, "account.export", null))) parts.push(part);
    const { highlights } = JSON.parse(parts.join("")) as Exported;
    expect(new Set(highlights.map((row) => row.id))).toEqual(new Set(rows.map(({ id }) => id)));
    expect(highlights).toHaveLength(450);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(2_000);
  });

  it("can be deleted permanently, except for shared items, and its address is available again", async () => {
    const db = context.db();
    const shared = await mark(ann, { visibility: "private", note: "Not yet." });
    await saveNote(db, ann.actor, shared.id, { version: 1, body: "For all." });
    await changeHighlight(db, ann.actor, shared.id, { version: 1, visibility: "team" });
    const kept = await mark(ann, { visibility: "private", note: "Mine." });
    const gone = await mark(ann, { note: "Deleted." });
    await deleteHighlight(db, ann.actor, gone.id, 1);
    const { path } = await share(ann);

    expect((await remove(ann)).status).toBe(200);
    expect((await call<Answer>(MEMBERS, ann)).body.error.code).toBe("access-ended");
    const { body, text } = await call<HighlightList>(HIGHLIGHTS, bob, { params: { slug: SLUG } });
    expect(body.highlights).toMatchObject([{ id: shared.id, author: { name: "Former member" } }]);
    expect(text).not.toContain("Ann");
    expect(await db.highlight.count({ where: { id: { in: [kept.id, gone.id] } } })).toBe(0);
    expect((await db.noteRevision.findMany()).map((row) => row.body)).not.toContain("Not yet.");
    expect(await whatIsShared(db, path.split("/").at(-1)!)).toBe("revoked");
    const person = await db.person.findUniqueOrThrow({ where: { id: ann.actor.id } });
    expect([person.passwordHash, person.email]).not.toContain(ann.actor.email);
    expect(await db.person.count({ where: { email: ann.actor.email } })).toBe(0);
    expect(await db.auditEntry.count({ where: { action: "account.deleted", personId: ann.actor.id } })).toBe(1);
  });

  it("can be deleted only with its password or, if it has none, after a recent sign-in", async () => {
    const db = context.db();
    const confirmedAt = new Date(Date.now() - 11 * MINUTE);
    await db.session.update({ where: { id: ann.actor.sessionId }, data: { confirmedAt } });
    expect((await remove(ann)).body.error.code).toBe("reauthentication-required");
    await db.person.update({ where: { id: ann.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    for (const password of [null, "not her password"]) {
      expect((await remove(ann, { password })).body.error.code).toBe("wrong-password");
    }
    expect(await db.person.findUnique({ where: { id: ann.actor.id } })).toMatchObject({ name: "Ann", removedAt: null });
    expect((await remove(ann, { password: PASSWORD, nameStays: true })).status).toBe(200);
    expect(await db.person.findUnique({ where: { id: ann.actor.id } })).toMatchObject({
      name: "Ann",
      passwordHash: null,
    });
  });

  it("cannot be deleted if it belongs to the last owner, until there is another one", async () => {
    expect((await remove(bob)).body.error.code).toBe("last-owner");
    await makeCaller(context.db(), "owner", "Olga");
    expect((await remove(bob)).status).toBe(200);
  });
});
