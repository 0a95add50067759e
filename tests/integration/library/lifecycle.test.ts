import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as NOTES } from "@/app/api/notes/route";
import { PUT as ARCHIVE, DELETE as UNARCHIVE } from "@/app/api/reports/[slug]/archive/route";
import { POST as DELETE, GET as PREVIEW } from "@/app/api/reports/[slug]/deletion/route";
import { GET as REPORTS } from "@/app/api/v1/reports/route";
import { listAudit } from "@/lib/accounts/audit";
import { authorize } from "@/lib/accounts/policy";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { listInbox } from "@/lib/annotations/inbox/inbox";
import { addReply } from "@/lib/annotations/replies/reply-service";
import { libraryVersion } from "@/lib/editions/editions";
import { eventsSince } from "@/lib/events/log";
import { addEdition } from "@/lib/library/add-edition";
import { currentLibrary } from "@/lib/library/library";
import {
  archiveReport,
  deleteReport,
  eraseDeletedReports,
  eraseReport,
  listDeletedReports,
  restoreReport,
} from "@/lib/library/lifecycle";
import type { Archiving, DeletionPreview } from "@/lib/library/lifecycle-schemas";
import type { NotesAnswer } from "@/lib/library/notes-schemas";
import { saveSearch } from "@/lib/library/saved-searches";
import { searchLibrary } from "@/lib/library/search";
import { parseReport } from "@/lib/report/parse";
import { createCollection } from "@/lib/sharing/collections";
import { createShare, listShares } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { storeSource } from "@/lib/sources/store";
import { DAY } from "@/lib/time";
import { call } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, ownId } from "../support/people";
import { highlightOf, markdownOf, SLUG } from "../support/reports";
import { forgetSingletons } from "../support/singletons";
import { useTeam } from "../support/team";

const PARAGRAPHS = ["# Trade", "Rivers carry trade.", "Towns grow."];
const TITLE = "Rivers";

describeDatabases("the lifecycle of a report", (context) => {
  const content = useContentFolder();
  const { ann, bob, ed, olga } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    ed: ["editor", "Ed"],
    olga: ["owner", "Olga"],
  });
  const { db } = context;
  const markdown = markdownOf(...PARAGRAPHS);
  let edition: { id: string; text: string };
  let sourceId: string;

  beforeEach(async () => {
    vi.stubEnv("DATABASE_URL", context.url());
    vi.stubEnv("SEARCH_ENGINE", context.provider === "postgresql" ? "postgresql" : "memory");
    sourceId = (await storeSource(db(), ed.actor, { name: "rivers.md", body: [Buffer.from(markdown)] })).id;
    const report = parseReport(markdown, SLUG);
    const { id } = await addEdition(db(), report, markdown, { sourceId });
    edition = { id, text: report.text };
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const params = { slug: SLUG };
  const mark = (who: Caller, quote: string, note: string | null, visibility: "team" | "private" = "team") =>
    createHighlight(db(), who.actor, SLUG, highlightOf(edition, quote, { note, visibility }));
  const remove = (who: Caller = ed, now?: Date) => deleteReport(db(), who.actor, SLUG, { title: TITLE }, now);
  const listed = async () => (await currentLibrary()).listed.map(({ slug }) => slug);
  const kept = async () => (await currentLibrary()).reports.map(({ slug }) => slug);
  const hits = async (who: Caller, query = "rivers") => (await searchLibrary(db(), who.actor, query)).total;
  const notes = async (who: Caller) => (await call<NotesAnswer>(NOTES, who)).body.all;
  const audited = async () =>
    (await listAudit(db(), authorize(olga.actor, "audit.list", null), {})).entries
      .filter(({ action }) => action.startsWith("report."))
      .map(({ action, by, detail }) => [action, by?.name, detail.title]);
  const link = async (who: Caller, quote: string, highlightId: string | null = null) => {
    const { start, end } = highlightOf(edition, quote);
    const { path } = await createShare(db(), who.actor, { edition: edition.id, start, end, quote, highlightId });
    return path.replace("/p/", "");
  };

  describe("when archived", () => {
    it("leaves the library’s list, but its page, notes and links still work", async () => {
      await mark(ann, "Towns", "A note.");
      const token = await link(ann, "Towns");
      const { status, body } = await call<Archiving>(ARCHIVE, ed, { params });
      expect([status, body]).toEqual([200, { slug: SLUG, archivedAt: expect.any(String) }]);
      expect([await listed(), await kept()]).toEqual([[], [SLUG]]);
      expect(await notes(bob)).toBe(1);
      expect([await hits(bob), await hits(bob, "note")]).toEqual([0, 0]);
      const ofApi = async (query: Record<string, string>) =>
        (await call<{ reports: { slug: string }[] }>(REPORTS, bob, { query })).body.reports.map(({ slug }) => slug);
      expect([await ofApi({}), await ofApi({ archived: "true" })]).toEqual([[], [SLUG]]);
      // It is found on request: among the archived reports, and when only this report is searched.
      for (const options of [{ archived: true }, { report: SLUG }]) {
        const { total } = await searchLibrary(db(), bob.actor, "towns note", options);
        expect(total, JSON.stringify(options)).toBe(2);
      }
      expect(await whatIsShared(db(), token)).toMatchObject({ passages: [{ quote: "Towns", isArchived: true }] });
      expect((await call<Archiving>(UNARCHIVE, olga, { params })).body.archivedAt).toBeNull();
      expect(await listed()).toEqual([SLUG]);
      expect(await hits(bob)).toBe(1);
      expect(await audited()).toEqual([
        ["report.unarchived", "Olga", TITLE],
        ["report.archived", "Ed", TITLE],
      ]);
    });

    it("stays as it is if it is archived again, without another event", async () => {
      const first = await archiveReport(db(), ed.actor, SLUG);
      const before = (await eventsSince(db(), 0)).length;
      expect(await archiveReport(db(), olga.actor, SLUG)).toEqual(first);
      expect((await eventsSince(db(), 0)).length).toBe(before);
    });
  });

  describe("when deleted", () => {
    it("is counted beforehand, with everyone’s private notes", async () => {
      const { id } = await mark(ann, "Towns", "A note.");
      await mark(ann, "grow", "Another one.", "private");
      await mark(bob, "trade", "Bob’s note.", "private");
      await mark(bob, "Rivers", null);
      await link(ann, "Towns");
      await createCollection(db(), ann.actor, { title: "Evidence", highlights: [id] });
      await saveSearch(db(), authorize(ann.actor, "search.save", null), {
        ...{ id: ownId(ann), name: "Towns", query: "towns", report: SLUG, match: "any", sort: "relevance" },
      });
      expect((await call<DeletionPreview>(PREVIEW, ed, { params })).body).toEqual({
        ...{ slug: SLUG, title: TITLE, editions: 1, highlights: 4, notes: 3, authors: 2 },
        ...{ links: 1, collections: 1, savedSearches: 1, files: 1, bytes: Buffer.byteLength(markdown) },
      });
    });

    it("requires its title, but not its exact spaces and capitals", async () => {
      const send = (title: string) => call<{ error?: { code: string } }>(DELETE, ed, { params, body: { title } });
      expect((await send("River")).body.error?.code).toBe("title-different");
      expect((await send("  rivers ")).status).toBe(200);
    });

    it("is gone everywhere at once, and comes back complete if it is restored", async () => {
      const { id } = await mark(ann, "Towns", "A note about barges.");
      await addReply(db(), bob.actor, id, { id: ownId(bob), body: "A reply." });
      const token = await link(ann, "Towns", id);
      const together = await createCollection(db(), ann.actor, { title: "Evidence", highlights: [id] });
      const inbox = async () => (await listInbox(db(), ann.actor, undefined)).items.length;
      const seen = async () => [
        ...[await kept(), await hits(bob), await hits(bob, "barges"), await notes(bob), await inbox()],
        (await listShares(db(), ann.actor)).map(({ id, count }) => [id === together.id, count]),
        await db().highlight.count(),
      ];
      const before = await seen();
      expect(before).toEqual([
        [SLUG],
        1,
        1,
        1,
        1,
        expect.arrayContaining([
          [true, 1],
          [false, 1],
        ]),
        1,
      ]);
      await remove();
      expect(await seen()).toEqual([[], 0, 0, 0, 0, [[true, 0]], 1]);
      expect(await whatIsShared(db(), token)).toBe("revoked");
      expect((await listDeletedReports(db(), olga.actor)).reports).toMatchObject([
        { slug: SLUG, title: TITLE, by: "Ed" },
      ]);
      expect((await listDeletedReports(db(), ann.actor)).reports).toEqual([]);
      await restoreReport(db(), olga.actor, SLUG);
      expect(await seen()).toEqual(before);
      expect(await whatIsShared(db(), token)).toMatchObject({ passages: [{ quote: "Towns" }] });
    });

    it("keeps its address, and its file doesn’t bring it back", async () => {
      await content.put(SLUG, markdown);
      await remove();
      expect(await kept()).toEqual([]);
      await content.put(SLUG, `${markdown}\nChanged.\n`);
      expect(await kept()).toEqual([]);
      await expect(addEdition(db(), parseReport(markdown, SLUG), markdown)).rejects.toMatchObject({
        code: "slug-deleted",
      });
    });
  });

  describe("when permanently deleted", () => {
    it("leaves nothing of its text, its notes and its files", async () => {
      const { id } = await mark(ann, "Towns", "A note.");
      await addReply(db(), bob.actor, id, { id: ownId(bob), body: "A reply." });
      const token = await link(ann, "Towns", id);
      await createCollection(db(), ann.actor, { title: "Evidence", highlights: [id] });
      await saveSearch(db(), authorize(ann.actor, "search.save", null), {
        ...{ id: ownId(ann), name: "Towns", query: "towns", report: SLUG, match: "any", sort: "relevance" },
      });
      const before = await libraryVersion(db());
      await expect(eraseReport(db(), ed.actor, SLUG)).rejects.toMatchObject({ code: "not-deleted" });
      await remove();
      await eraseReport(db(), ed.actor, SLUG);
      const left = await Promise.all([
        ...[db().report.count(), db().edition.count(), db().source.count(), db().sourceChunk.count()],
        ...[db().highlight.count(), db().placement.count(), db().note.count(), db().noteRevision.count()],
        ...[db().reply.count(), db().inboxItem.count(), db().sharedPassage.count(), db().savedSearch.count()],
        db().event.count({ where: { report: SLUG } }),
      ]);
      expect(left).toEqual(left.map(() => 0));
      expect(await whatIsShared(db(), token)).toBe("revoked");
      expect(await libraryVersion(db())).toBeGreaterThan(before);
      expect(await audited()).toEqual([
        ["report.erased", "Ed", TITLE],
        ["report.deleted", "Ed", TITLE],
      ]);
    });

    it("happens by itself after 30 days, but not earlier", async () => {
      const at = new Date();
      await remove(ed, at);
      await eraseDeletedReports(db(), new Date(at.getTime() + 30 * DAY));
      expect(await db().report.count()).toBe(1);
      await eraseDeletedReports(db(), new Date(at.getTime() + 30 * DAY + 1));
      expect(await db().report.count()).toBe(0);
      expect((await audited())[0]).toEqual(["report.erased", undefined, TITLE]);
    });

    it("frees its address, but its file doesn’t bring it back after a restart", async () => {
      await content.put(SLUG, markdown);
      expect(await kept()).toEqual([SLUG]);
      await remove();
      await eraseReport(db(), ed.actor, SLUG);
      forgetSingletons("library");
      expect(await kept()).toEqual([]);
      await addEdition(db(), parseReport(markdown, SLUG), markdown);
      expect(await kept()).toEqual([SLUG]);
      // Later changes are noticed, although the rows of the erased report are no longer counted.
      await archiveReport(db(), ed.actor, SLUG);
      expect(await listed()).toEqual([]);
    });
  });
});
