import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as EXPORT } from "@/app/api/notes/export/route";
import { GET, PATCH } from "@/app/api/reports/[slug]/route";
import { GET as SEARCH } from "@/app/api/search/route";
import { GET as WHOLE } from "@/app/api/v1/reports/[slug]/route";
import { GET as SUMMARIES } from "@/app/api/v1/reports/route";
import { listAudit } from "@/lib/accounts/audit";
import { authorize } from "@/lib/accounts/policy";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { listActivity } from "@/lib/annotations/live/activity";
import { eventsSince } from "@/lib/events/log";
import { changeAccess } from "@/lib/library/access";
import { addEdition } from "@/lib/library/add-edition";
import type { DetailsChange, DetailsView } from "@/lib/library/details-schemas";
import { currentLibrary } from "@/lib/library/library";
import type { SearchAnswer } from "@/lib/library/schemas";
import { addUpload, previewEdition } from "@/lib/library/uploads";
import { parseReport } from "@/lib/report/parse";
import { citationsFor } from "@/lib/sharing/citations/kept";
import { createShare } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { call } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { highlightOf, markdownOf, SLUG } from "../support/reports";
import { useReport, useTeam } from "../support/team";

type Answer = DetailsView & { error: { code: string; message: string } };

describeDatabases("the details of a report", (context) => {
  useContentFolder();
  const { ann, ed, olga, reader } = useTeam(context, {
    ann: ["annotator", "Ann"],
    ed: ["editor", "Ed"],
    olga: ["owner", "Olga"],
    reader: ["reader", "Rita"],
  });
  const edition = useReport(context, "# Trade", "<!-- page 7 -->", "Rivers carry trade.", "Towns grow.");
  beforeEach(() => {
    vi.stubEnv("DATABASE_URL", context.url());
    vi.stubEnv("SEARCH_ENGINE", context.provider === "postgresql" ? "postgresql" : "memory");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const params = { slug: SLUG };
  const edit = (who: Caller, body: DetailsChange | object, slug = SLUG) =>
    call<Answer>(PATCH, who, { params: { slug }, body });
  const search = async (q: string) => (await call<SearchAnswer>(SEARCH, reader, { query: { q } })).body;
  const NAMES = ["Bo Ek", { literal: "Ek Group" }, { family: "van der Berg", given: "Di" }];

  it("are initially those given in the first edition", async () => {
    expect((await call<Answer>(GET, ed, { params })).body).toEqual({
      ...{ slug: SLUG, version: 1, title: "Rivers", authors: ["A. Author"], editors: [] },
      ...{ publisher: null, place: null, date: null, language: "en", status: "published", topics: [] },
    });
  });

  it("can be edited only by editors and owners, who are named in the audit log and the activity", async () => {
    for (const who of [reader, ann]) {
      expect(await edit(who, { version: 1, title: "Streams" })).toMatchObject({ status: 403 });
      expect(await call(GET, who, { params })).toMatchObject({ status: 403 });
    }
    expect((await edit(ed, { version: 1, title: " The \n rivers ", authors: NAMES })).body).toMatchObject({
      ...{ version: 2, title: "The rivers", authors: NAMES, language: "en" },
    });
    expect((await edit(olga, { version: 2, date: "2017-05-31", place: "Kesh", status: "draft" })).body).toMatchObject({
      ...{ version: 3, title: "The rivers", date: "2017-05-31", place: "Kesh", status: "draft" },
    });
    const events = (await eventsSince(context.db(), 0)).filter(({ kind }) => kind === "report.edited");
    expect(events).toMatchObject([
      { report: SLUG, subjectId: SLUG, version: 2, actorId: ed.actor.id },
      { report: SLUG, subjectId: SLUG, version: 3, actorId: olga.actor.id },
    ]);
    const { entries } = await listAudit(context.db(), authorize(olga.actor, "audit.list", null), {});
    expect(entries.filter(({ action }) => action === "report.edited")).toMatchObject([
      { by: { name: "Olga" }, detail: { title: "The rivers", fields: ["place", "date", "status"] } },
      { by: { name: "Ed" }, detail: { title: "The rivers", fields: ["title", "authors"] } },
    ]);
    const activity = await listActivity(context.db(), reader.actor, SLUG, null);
    expect(activity.entries.slice(0, 2)).toMatchObject([
      { did: "report.edited", by: { name: "Olga" }, highlight: null },
      { did: "report.edited", by: { name: "Ed" }, highlight: null },
    ]);
  });

  it("are saved for only one of two people who opened the same version, so the other must reload first", async () => {
    const [first, second] = await Promise.all([
      edit(ed, { version: 1, title: "Ed’s rivers" }),
      edit(olga, { version: 1, title: "Olga’s rivers" }),
    ]);
    const [saved, refused] = first.status === 200 ? [first, second] : [second, first];
    expect(saved.body.version).toBe(2);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    expect(refused.body.error.message).toMatch(/^Someone else changed these details/u);
    expect((await call<Answer>(GET, ed, { params })).body.title).toBe(saved.body.title);
    // If the response to a save was lost, the same change can be sent again.
    expect((await edit(ed, { version: 1, title: saved.body.title })).body.version).toBe(2);
    expect((await edit(olga, { version: 2, place: "Kesh" })).body).toMatchObject({
      version: 3,
      title: saved.body.title,
    });
  });

  it.each([
    [{ title: " \n " }, "details-title", /title is missing/u],
    [{ title: "x".repeat(301) }, "details-too-long", /^The title is longer than 300 characters\. Shorten it\.$/u],
    [{ publisher: "x".repeat(301) }, "details-too-long", /^The publisher is longer/u],
    [{ date: "31 May 2017" }, "details-date", /Enter a year, such as 2017/u],
    [{ date: "2017-02-30" }, "details-date", /date is not valid/u],
    [{ authors: Array(101).fill("Bo Ek") }, "details-names", /more than 100 authors/u],
    [{ editors: [{ literal: "x".repeat(301) }] }, "details-too-long", /^One of the editors’ names/u],
    [{ topics: ["x".repeat(61)] }, "details-too-long", /^One of the topics is longer than 60 characters/u],
    [{ topics: Array.from({ length: 21 }, (_, n) => `x${n}`) }, "too-many-topics", /at most 20 topics/u],
    [{ language: "de" }, "bad-request", /language/u],
    [{ authors: [{ first: "Bo" }] }, "bad-request", /authors/u],
  ])("are rejected with a clear message: %j", async (change, code, sentence) => {
    const { status, body } = await edit(ed, { version: 1, ...change });
    expect({ status, code: body.error.code }).toEqual({ status: 400, code });
    expect(body.error.message).toMatch(sentence);
    expect((await call<Answer>(GET, ed, { params })).body.version).toBe(1);
  });

  it("can be empty, and accept any text that a database can store", async () => {
    await edit(ed, { version: 1, publisher: "River House", editors: ["Cy Lund"], date: "2017" });
    const { body } = await edit(ed, {
      ...{ version: 2, title: "Ри\ud800ки\0", publisher: "", editors: ["", { literal: " " }], date: "" },
    });
    expect(body).toMatchObject({ title: "Ри\ufffdки\ufffd", publisher: null, editors: [], date: null });
  });

  it("include topics, which the next edition keeps, and which only people who can read the report see", async () => {
    const { body } = await edit(ed, { version: 1, topics: [" Water \n use", "Energy, energy", "", "Су\0"] });
    expect(body).toMatchObject({ version: 2, topics: ["Water", "use", "Energy", "Су\ufffd"] });
    expect((await edit(ed, { version: 2, topics: ["Энергия", "Water use"] })).body.version).toBe(3);
    const { entries } = await listAudit(context.db(), authorize(olga.actor, "audit.list", null), {});
    expect(entries[0]).toMatchObject({ action: "report.edited", detail: { fields: ["topics"] } });

    const next = markdownOf("# Trade", "Rivers carry more trade.");
    await addEdition(context.db(), parseReport(next, SLUG), next);
    type Listed = { reports: { slug: string; topics: string[] }[] };
    const listed = async (who: Caller) => (await call<Listed>(SUMMARIES, who, {})).body.reports;
    expect(await listed(reader)).toMatchObject([{ slug: SLUG, topics: ["Энергия", "Water use"] }]);
    const whole = await call<{ topics: string[] }>(WHOLE, reader, { params });
    expect(whole.body.topics).toEqual(["Энергия", "Water use"]);

    await changeAccess(context.db(), olga.actor, SLUG, { version: 1, audience: "restricted", people: [], groups: [] });
    expect(await listed(reader)).toEqual([]);
    expect(await listed(olga)).toMatchObject([{ topics: ["Энергия", "Water use"] }]);
  });

  it("cannot be edited for an unknown report", async () => {
    expect(await edit(ed, { version: 1 }, "streams")).toMatchObject({
      status: 404,
      body: { error: { code: "no-such-report" } },
    });
  });

  it("are updated immediately in the library, in search, in the API and in exports", async () => {
    await createHighlight(context.db(), ann.actor, SLUG, highlightOf(edition, "Towns", { note: "Which?" }));
    const look = async () => {
      const { reports } = await currentLibrary();
      const { hits, facets } = await search("trade");
      const { body: list } = await call<{ reports: { title: string }[] }>(SUMMARIES, reader);
      const { body: whole } = await call<{ title: string; year: number }>(WHOLE, reader, { params });
      const exported = await EXPORT(
        new Request("http://127.0.0.1:3000/?format=markdown", {
          headers: { host: "127.0.0.1:3000", cookie: ann.cookie },
        }),
        { params: Promise.resolve({}) },
      );
      return {
        library: reports.map(({ meta }) => [meta.title, meta.authors, meta.year]),
        search: [hits[0]?.reportTitle, hits[0]?.by, facets.reports[0]?.title],
        byNewAuthor: (await search("by:berg trade")).total,
        inReport: (await search("report:streams trade")).total,
        api: [list.reports[0]?.title, whole.title, whole.year],
        exported: await exported.text(),
      };
    };
    expect(await look()).toMatchObject({
      ...{ library: [["Rivers", ["A. Author"], undefined]], search: ["Rivers", ["A. Author"], "Rivers"] },
      ...{ byNewAuthor: 0, inReport: 0, api: ["Rivers", "Rivers", null] },
      exported: expect.stringContaining("A. Author, Rivers, p. 7"),
    });
    await edit(ed, { version: 1, title: "Streams of Kesh", authors: NAMES, date: "2017-05", publisher: "River House" });
    const names = ["Bo Ek", "Ek Group", "Di van der Berg"];
    expect(await look()).toMatchObject({
      library: [["Streams of Kesh", names, 2017]],
      search: ["Streams of Kesh", names, "Streams of Kesh"],
      ...{ byNewAuthor: 2, inReport: 2, api: ["Streams of Kesh", "Streams of Kesh", 2017] },
      exported: expect.stringContaining("Bo Ek, Ek Group, Di van der Berg, Streams of Kesh, River House, 2017, p. 7"),
    });
  });

  it("are cited in their edited form, even by links that were created earlier", async () => {
    const { start, end } = highlightOf(edition, "Rivers");
    const passage = { edition: edition.id, start, end, quote: "Rivers", highlightId: null };
    const { path } = await createShare(context.db(), ann.actor, passage);
    const cite = async () => {
      const shared = await whatIsShared(context.db(), path.replace("/p/", ""));
      if (shared === null || typeof shared === "string") throw new Error("The link shows nothing.");
      return (await citationsFor(shared.passages, ann.actor.id))[0]!;
    };
    expect((await cite()).apa).toBe("Author, A. (n.d.). Rivers (p. 7).");
    await edit(ed, { version: 1, title: "Streams", authors: NAMES, date: "2017-05-31", place: "Kesh" });
    const edited = await cite();
    expect(edited.apa).toContain("Ek, B., Ek Group, & van der Berg, D. (2017). Streams (p. 7).");
    expect(edited.bibtex).toContain("author = {Ek, Bo and {Ek Group} and van der Berg, Di}");
    await edit(ed, { version: 2, authors: ["Bo Ek"] });
    expect((await cite()).apa).toContain("Ek, B. (2017).");
  });

  describe("after a new edition", () => {
    const fileOf = (text: string) => ({ name: `${SLUG}.md`, file: Buffer.from(text).toString("base64"), given: {} });
    const now = async () => (await call<Answer>(GET, ed, { params })).body;

    it("stay as edited if the edition gives the same ones as before, and are replaced if it gives different ones", async () => {
      await edit(ed, { version: 1, title: "Streams", authors: ["Bo Ek"], place: "Kesh" });
      const same = markdownOf("Rivers carry goods.");
      await addEdition(context.db(), parseReport(same, SLUG), same);
      expect(await now()).toMatchObject({ version: 2, title: "Streams", authors: ["Bo Ek"], place: "Kesh" });
      const other = same.replace("title: Rivers", "title: Rivers and streams\nyear: 2018").replace("goods", "sand");
      await addEdition(context.db(), parseReport(other, SLUG), other);
      const after = { title: "Rivers and streams", authors: ["Bo Ek"], place: "Kesh", date: "2018" };
      expect(await now()).toMatchObject({ version: 3, ...after });
      expect((await currentLibrary()).reports[0]?.meta.title).toBe("Rivers and streams");
    });

    it("are those already edited if the file has none, and are shown in the preview", async () => {
      await edit(ed, { version: 1, title: "Streams", authors: NAMES, date: "2017-05", publisher: "River House" });
      const upload = { ...fileOf("# Rivers\n\nRivers carry goods.\n"), slug: SLUG };
      const preview = await previewEdition(context.db(), ed.actor, upload);
      expect(preview.inherited).toEqual({ authors: NAMES, year: 2017, publisher: "River House" });
      expect(preview).toMatchObject({
        isCurrent: false,
        meta: { title: "Streams", authors: ["Bo Ek", "Ek Group", "Di van der Berg"], year: 2017 },
        reports: [{ slug: SLUG, title: "Streams" }],
      });
      const after = preview.current?.hash ?? null;
      await addUpload(context.db(), ed.actor, { ...upload, given: preview.inherited, after });
      const { title, authors, date } = await now();
      expect({ title, authors, date }).toEqual({ title: "Streams", authors: NAMES, date: "2017-05" });
    });

    it("do not prevent an identical file from being recognized, even if they have been edited since", async () => {
      const upload = { ...fileOf("# Tolls\n\nA toll is asked.\n"), slug: "tolls" };
      await addUpload(context.db(), ed.actor, { ...upload, given: { place: "Kesh", year: 2016 }, after: null });
      expect((await edit(ed, { version: 1, date: "2017" }, "tolls")).body).toMatchObject({
        date: "2017",
        place: "Kesh",
      });
      const preview = await previewEdition(context.db(), ed.actor, upload);
      expect(preview).toMatchObject({ isCurrent: true, inherited: { year: 2016, place: "Kesh" } });
    });
  });
});
