import { beforeEach, expect, it, vi } from "vitest";
import { GET as PICTURE } from "@/app/api/public/[slug]/pictures/[picture]/route";
import type { Actor } from "@/lib/accounts/policy";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { editionText } from "@/lib/editions/editions";
import { changeAccess, readAccess } from "@/lib/library/access";
import type { AccessChange } from "@/lib/library/access-schemas";
import { addEdition } from "@/lib/library/add-edition";
import { currentLibrary } from "@/lib/library/library";
import {
  publicNotes,
  publicPicture,
  publicReport,
  searchPublicReport,
  showsTeamNotes,
} from "@/lib/library/public-reports";
import { addUpload } from "@/lib/library/uploads";
import { parseReport } from "@/lib/report/parse";
import { storeSource } from "@/lib/sources/store";
import { pngOf, readPicture } from "../../support/pictures";
import { docxOf, drawing, p, styled } from "../../unit/report-import/structured/word";
import { serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeBothDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG, storeReport } from "../support/reports";

const OPEN = SLUG;
const RIVERS = ["Rivers carry trade between towns.", "Grain ships wait at Kesh."];
const SECRET = markdownOf("Rivers flood. Quagmire toll toll.", "Astana hosted zyzzyva.", "Grain ships carry quagmire.");
const QUERIES = [
  "rivers",
  "quagmire",
  "quagmir",
  "grian",
  '"grain ships"',
  "grain rivers toll",
  "report:secret",
  "is:noted",
];

describeBothDatabases("a public report", (context) => {
  const { db } = context;
  useContentFolder();
  let owner: Caller;

  beforeEach(async () => {
    serve(db());
    vi.stubEnv("DATABASE_URL", context.url());
    vi.stubEnv("SEARCH_ENGINE", context.provider === "postgresql" ? "postgresql" : "memory");
    vi.stubEnv("PUBLIC_REPORTS", "on");
    await storeReport(db(), ...RIVERS);
    owner = await makeCaller(db(), "owner", "Olga");
  });

  const set = async (audience: AccessChange["audience"], publicNotes = false, by: Actor = owner.actor) => {
    const { accessVersion: version } = await db().report.findUniqueOrThrow({ where: { slug: OPEN } });
    return changeAccess(db(), by, OPEN, { version, audience, publicNotes, people: [], groups: [] });
  };
  const opened = async () => {
    const open = await publicReport(db(), OPEN);
    if (!open) throw new Error("The report isn't public.");
    return open;
  };
  const note = async (body: string, visibility: "team" | "private", by: Caller = owner) => {
    const { edition } = (await currentLibrary()).bySlug.get(OPEN)!;
    const text = await editionText(db(), edition.id);
    await createHighlight(db(), by.actor, OPEN, highlightOf(text!, "Grain ships", { note: body, visibility }));
  };

  it("can be read without an account until its audience changes", async () => {
    expect(await publicReport(db(), OPEN)).toBeNull();
    expect(await publicReport(db(), "nowhere")).toBeNull();
    expect((await set("public")).audience).toBe("public");
    expect((await opened()).report.text).toContain("Rivers carry trade");
    for (const audience of ["team", "restricted"] as const) {
      await set(audience);
      expect(await publicReport(db(), OPEN)).toBeNull();
      await set("public");
    }
    await db().report.update({
      where: { slug: OPEN },
      data: { deletedAt: new Date(), listingVersion: { increment: 1 } },
    });
    expect(await publicReport(db(), OPEN)).toBeNull();
  });

  it("is published by owners who have confirmed who they are, and taken back by editors too", async () => {
    const editor = await makeCaller(db(), "editor");
    await expect(set("public", false, editor.actor)).rejects.toMatchObject({ code: "forbidden" });
    const { confirmedAt: _, ...unconfirmed } = owner.actor;
    await expect(set("public", false, unconfirmed)).rejects.toMatchObject({ code: "reauthentication-required" });
    await set("public");
    expect((await readAccess(db(), editor.actor, OPEN)).may).toEqual({ change: true, publish: false });
    await expect(set("public", true, editor.actor)).rejects.toMatchObject({ code: "forbidden" });
    await set("team", false, editor.actor);
    expect(await publicReport(db(), OPEN)).toBeNull();
    const entries = await db().auditEntry.findMany({ where: { action: "report.access" } });
    expect(entries.map(({ detail }) => JSON.stringify(detail)).some((detail) => detail.includes("public"))).toBe(true);
  });

  it("can be forbidden by the administrator", async () => {
    await set("public", true);
    vi.stubEnv("PUBLIC_REPORTS", "off");
    expect(await publicReport(db(), OPEN)).toBeNull();
    expect(await showsTeamNotes(db(), OPEN)).toBe(false);
    await set("team");
    await expect(set("public")).rejects.toMatchObject({ code: "public-off" });
  });

  it("shows the team's notes only if the owner chose so, and never other notes", async () => {
    const writer = await makeCaller(db(), "annotator", "Ann");
    await note("Seen by the team", "team", writer);
    await note("Seen by no one", "private", writer);
    await set("public");
    expect(await publicNotes(db(), await opened())).toEqual({ notes: [], total: 0 });
    expect(await showsTeamNotes(db(), OPEN)).toBe(false);
    await set("public", true);
    const { notes, total } = await publicNotes(db(), await opened());
    expect(total).toBe(1);
    expect(notes).toEqual([
      {
        id: expect.any(String),
        body: "Seen by the team",
        author: "Ann",
        quote: "Grain ships",
        block: expect.any(String),
      },
    ]);
    expect(await showsTeamNotes(db(), OPEN)).toBe(true);
    // A report that was taken back and published again doesn't show notes by itself.
    await set("team");
    expect((await set("public")).publicNotes).toBe(false);
    expect(await publicNotes(db(), await opened())).toEqual({ notes: [], total: 0 });
  });

  it("shows only so many notes, the oldest ones, and says how many there are", async () => {
    for (const body of ["First", "Second", "Third"]) await note(body, "team");
    await set("public", true);
    const { notes, total } = await publicNotes(db(), await opened(), 2);
    expect([notes.map(({ body }) => body), total]).toEqual([["First", "Second"], 3]);
  });

  it("is searched as if it were the only report", async () => {
    await set("public");
    const told = async () => {
      const open = await opened();
      return Promise.all(QUERIES.map((query) => searchPublicReport(open, query)));
    };
    const alone = await told();
    expect(alone.map(({ total }) => total > 0)).toEqual([true, false, false, true, true, true, false, false]);
    await addEdition(db(), parseReport(SECRET, "secret"), SECRET);
    expect((await currentLibrary()).reports).toHaveLength(2);
    await note("A quagmire of zyzzyva", "team");
    expect(await told()).toEqual(alone);
  });

  it("shows only pictures in its text", async () => {
    await set("public");
    await expect(publicPicture(db(), OPEN, "0".repeat(64))).rejects.toMatchObject({ code: "no-such-file" });
    await expect(publicPicture(db(), "nowhere", "0".repeat(64))).rejects.toMatchObject({ code: "no-such-file" });
  });

  it("gives visitors the pictures in its text, until it isn't public any more", async () => {
    const png = pngOf(40, 30);
    const { id } = readPicture(png);
    const docx = docxOf(
      styled("a3", "The Kesh Canal") + p("The survey ends before the map.") + p(drawing("r1", "A map")),
      {
        pictures: { r1: ["a.png", png] },
      },
    );
    const source = await storeSource(db(), owner.actor, { name: "kesh.docx", body: [docx] });
    await addUpload(db(), owner.actor, { source: source.id, given: {}, slug: "kesh", after: null });
    const ask = async (slug: string, picture = id) => {
      const params = Promise.resolve({ slug, picture });
      const response = await PICTURE(new Request("http://127.0.0.1:3000/"), { params });
      return { status: response.status, headers: Object.fromEntries(response.headers), response };
    };
    const refused = async (slug: string) => {
      const { status, headers, response } = await ask(slug);
      const { error } = await response.json();
      return { status, headers: { ...headers, "x-request-id": "" }, error: { ...error, requestId: "" } };
    };

    const missing = await refused("nowhere");
    expect(missing.status).toBe(404);
    expect(await refused("kesh")).toEqual(missing);
    const access = { publicNotes: false, people: [], groups: [] };
    await changeAccess(db(), owner.actor, "kesh", { ...access, version: 1, audience: "public" });
    const shown = await ask("kesh");
    expect(shown).toMatchObject({
      status: 200,
      headers: { "content-type": "image/png", "cache-control": "private, no-store" },
    });
    expect(new Uint8Array(await shown.response.arrayBuffer())).toEqual(png);
    expect((await ask("kesh", "0".repeat(id.length))).status).toBe(404);
    await changeAccess(db(), owner.actor, "kesh", { ...access, version: 2, audience: "restricted" });
    expect(await refused("kesh")).toEqual(missing);
  });
});
