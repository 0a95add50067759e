import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { GET as HIGHLIGHT_PICTURE } from "@/app/api/highlights/[id]/picture/route";
import { GET as PREVIEW } from "@/app/api/passages/[token]/picture/route";
import { GET as PLACE } from "@/app/api/passages/[token]/places/[passage]/route";
import type { Area } from "@/lib/annotations/areas/area";
import { eraseHighlight } from "@/lib/annotations/highlights/erasure";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { createHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { currentEdition, editionText } from "@/lib/editions/editions";
import { pagesOfEdition } from "@/lib/library/edition-pages";
import { addUpload } from "@/lib/library/uploads";
import { readHeader } from "@/lib/report-import/pictures/header";
import { createCollection, readCollection } from "@/lib/sharing/collections";
import { createShare, revokeShare } from "@/lib/sharing/service";
import { type SharedPassage, whatIsShared } from "@/lib/sharing/shared";
import { storeSource } from "@/lib/sources/store";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf } from "../support/reports";

const SLUG = "tolls";
const pdf = (more: string) =>
  pdfOf([
    [
      { text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" },
      ...lines(["Barges carry grain to the sea."]),
    ],
    lines(["A toll of three coppers is asked at every lock.", more]),
  ]);
const ON_PAGE: Area = { page: 1, x0: 1000, y0: 1000, x1: 30_000, y1: 9000 };

describeDatabases("the places of shared passages on their pages", ({ db }) => {
  let ann: Caller;
  let bob: Caller;
  let edition: { id: string; text: string };

  const add = async (more: string) => {
    const source = (await storeSource(db(), ann.actor, { name: "tolls.pdf", body: [pdf(more)] })).id;
    const after = (await currentEdition(db(), SLUG))?.hash ?? null;
    await addUpload(db(), ann.actor, { source, given: {}, slug: SLUG, after });
    const { id } = (await currentEdition(db(), SLUG))!;
    await pagesOfEdition(db(), ann.actor, id, 20_000);
    return (await editionText(db(), id))!;
  };
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "reader", "Bob");
    edition = await add("The keeper writes it down.");
    // The first file that is read starts the workers.
  }, 60_000);

  const request = (cookie = "") =>
    new Request("http://127.0.0.1:3000/", { headers: { cookie, host: "127.0.0.1:3000" } });
  const place = (token: string, passage: string) => PLACE(request(), { params: Promise.resolve({ token, passage }) });
  const markArea = (visibility: "team" | "private" = "team") => {
    const start = edition.text.indexOf("A toll");
    const selector = { ...selectorOf(edition.text, start, start), area: ON_PAGE, description: "The toll table" };
    const base = { id: randomUUID(), edition: edition.id, colour: 3, visibility, note: "Check this." };
    return createHighlight(db(), ann.actor, SLUG, { ...base, ...selector });
  };
  const shareArea = async (notesOf: string[] = []) => {
    const { id, start } = await markArea();
    const passage = { edition: edition.id, start: start!, end: start!, quote: "", highlightId: id, notesOf };
    const { share, path } = await createShare(db(), ann.actor, passage);
    return { id, share, token: path.slice("/p/".length) };
  };
  const shown = async (token: string) => {
    const shared = await whatIsShared(db(), token);
    return (shared as { passages: SharedPassage[] }).passages[0]!;
  };

  it("are shown as a picture of the page, with the words marked, until the link is revoked", async () => {
    const { start, end, quote } = highlightOf(edition, "three coppers");
    const bare = { edition: edition.id, start, end, quote, highlightId: null };
    const { share, path } = await createShare(db(), ann.actor, bare);
    const token = path.slice("/p/".length);
    const { id, onPage } = await shown(token);
    expect(onPage).toMatchObject({ shown: { page: 1, x0: 0 }, marks: [{}] });
    const [mark] = onPage!.marks;
    expect(mark!.width).toBeGreaterThan(0.05);
    expect(mark!.width).toBeLessThan(0.4);
    expect(mark!.top).toBeGreaterThan(0.2);
    const response = await place(token, id);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    const header = readHeader(new Uint8Array(await response.arrayBuffer()))!;
    expect(header.mediaType).toBe("image/png");
    expect(header.width / header.height).toBeCloseTo(onPage!.ratio!, 0);
    expect((await place(token, randomUUID())).status).toBe(404);
    const preview = await PREVIEW(request(), { params: Promise.resolve({ token }) });
    expect(readHeader(new Uint8Array(await preview.arrayBuffer()))).toMatchObject({ width: 1200, height: 630 });
    await revokeShare(db(), ann.actor, share.id);
    expect((await place(token, id)).status).toBe(410);
  });

  it("of areas are shown with their description and their own note, even after the area was erased", async () => {
    const { id, token, share } = await shareArea([ann.actor.id]);
    expect(share.passage).toMatchObject({ quote: "The toll table" });
    const passage = await shown(token);
    expect(passage).toMatchObject({ quote: "The toll table", area: ON_PAGE, flow: [], colour: 3, isFormer: false });
    expect(passage.notes.map(({ body }) => body)).toEqual(["Check this."]);
    expect((await place(token, passage.id)).status).toBe(200);
    await deleteHighlight(db(), ann.actor, id, 1);
    await eraseHighlight(db(), ann.actor, id);
    expect(await shown(token)).toMatchObject({ quote: "The toll table", area: ON_PAGE, notes: [] });
    expect((await place(token, passage.id)).status).toBe(200);
  });

  it("of areas stay on the page of their edition after another one has been added", async () => {
    const { token } = await shareArea();
    await add("The keeper forgets it.");
    const passage = await shown(token);
    expect(passage).toMatchObject({ area: ON_PAGE, isFormer: true, edition: { id: edition.id } });
    expect((await place(token, passage.id)).status).toBe(200);
  });

  it("of areas can be part of a collection", async () => {
    const { id } = await markArea();
    const made = await createCollection(db(), ann.actor, { title: "Evidence", highlights: [id] });
    const { passages } = await readCollection(db(), ann.actor, made.id);
    expect(passages).toMatchObject([{ quote: "The toll table" }]);
  });

  it("are shown as thumbnails to those who can see the area", async () => {
    const ask = async ({ cookie }: Caller, id: string) =>
      (await HIGHLIGHT_PICTURE(request(cookie), { params: Promise.resolve({ id }) })).status;
    const [team, secret] = [await markArea(), await markArea("private")];
    expect(await ask(bob, team.id)).toBe(200);
    expect(await ask(bob, secret.id)).toBe(404);
    expect(await ask(ann, secret.id)).toBe(200);
    // An unplaced area is shown on the page on which it was marked.
    await add("The keeper forgets it.");
    expect(await ask(bob, team.id)).toBe(200);
    const inText = await createHighlight(db(), ann.actor, SLUG, highlightOf(edition, "Barges"));
    expect(await ask(bob, inText.id)).toBe(404);
  });
});
