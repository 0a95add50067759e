import { beforeEach, expect, it } from "vitest";
import { POST } from "@/app/api/editions/route";
import { GET as search } from "@/app/api/search/route";
import { listHighlights } from "@/lib/annotations/highlights/service";
import type { EditionPreview } from "@/lib/library/edition-schemas";
import { addUpload, previewEdition } from "@/lib/library/uploads";
import { UNIT } from "@/lib/word-boxes/model";
import { HEIGHT, lines, type Piece, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { odtOf, p as text } from "../../unit/report-import/structured/open-document";
import { docxOf, p, run, styled } from "../../unit/report-import/structured/word";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";

const TEXT = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship and every debt was written down.",
];
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };

/** The corners of the word "harbour". */
const HARBOUR = [74, HEIGHT - 92, 109, HEIGHT - 92, 74, HEIGHT - 103, 109, HEIGHT - 103].join(" ");
const NOWHERE = [74, 60, 109, 60, 74, 50, 109, 50].join(" ");

/** A PDF with a comment, a reply to it, and a comment on no words. */
function annotated(more = ""): Uint8Array {
  const objects = [
    `<< /Type /Annot /Subtype /Highlight /Rect [74 490 109 505] /QuadPoints [${HARBOUR}] /T (Reva Iver) /Contents (Which quetzal?) /CreationDate (D:20240229103000Z) >>`,
    "<< /Type /Annot /Subtype /Text /Rect [74 490 109 505] /T (Bo Ek) /Contents (The green one.) /IRT 3 0 R >>",
    `<< /Type /Annot /Subtype /Highlight /Rect [74 50 109 60] /QuadPoints [${NOWHERE}] /T (Bo Ek) /Contents (What was here?) >>`,
  ];
  const pages = [[TITLE, ...lines(TEXT), { text: more, x: 60, y: 200 }]];
  return pdfOf(pages, { objects, page: "/Annots [3 0 R 4 0 R 5 0 R]" });
}

const fileOf = (bytes: Uint8Array, name: string) => ({ name, file: Buffer.from(bytes).toString("base64"), given: {} });

describeDatabases("the comments in a file that is added", ({ db }) => {
  useContentFolder();
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "owner", "Bob");
  });

  const preview = (bytes: Uint8Array, name = "river.pdf"): Promise<EditionPreview> =>
    previewEdition(db(), ann.actor, { ...fileOf(bytes, name), slug: null });
  const add = async (bytes: Uint8Array, more: object = {}, name = "river.pdf") => {
    const { slug, current } = await preview(bytes, name);
    const body = { ...fileOf(bytes, name), slug, after: current?.hash ?? null, ...more };
    expect(await call(POST, ann, { body })).toMatchObject({ status: 200 });
    return slug;
  };
  const seenBy = async ({ actor }: Caller, slug: string) => (await listHighlights(db(), actor, slug)).highlights;

  it("become notes that only the editor sees, with their authors, dates and replies", async () => {
    expect((await preview(annotated())).comments).toEqual({
      placed: 1,
      unplaced: [{ page: 1, by: "Bo Ek", text: "What was here?" }],
    });
    const slug = await add(annotated());
    const [found, ...others] = await seenBy(ann, slug);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      quote: "harbour",
      state: "anchored",
      visibility: "private",
      createdAt: "2024-02-29T10:30:00.000Z",
      note: { body: "Which quetzal?" },
    });
    const stored = await db().highlight.findMany({ include: { note: { include: { replies: true } } } });
    expect(stored).toMatchObject([
      {
        creatorName: "Reva Iver",
        creatorIri: null,
        authorId: ann.actor.id,
        note: { replies: [{ body: "The green one.", creatorName: "Bo Ek" }] },
      },
    ]);
    expect(stored[0]?.importedFrom).toMatch(/^urn:concord:comment:/u);
    expect(await seenBy(bob, slug)).toEqual([]);
  });

  it("are found in the search by those who see them", async () => {
    await add(annotated());
    const [own, others] = await Promise.all(
      [ann, bob].map((caller) => call(search, caller, { query: { q: "quetzal" } })),
    );
    expect(own?.text).toContain("quetzal");
    expect(others?.text).not.toContain("Which");
  });

  it("are left out if the editor declines", async () => {
    const slug = await add(annotated(), { comments: false });
    expect(await seenBy(ann, slug)).toEqual([]);
  });

  it("are not added again with the next edition", async () => {
    await add(annotated());
    const slug = await add(annotated("A later remark."));
    expect(await db().edition.count()).toBe(2);
    expect(await seenBy(ann, slug)).toMatchObject([{ quote: "harbour", state: "anchored" }]);
  });

  it("are areas of the page if they are squares, described by the words in them", async () => {
    const square = (rect: string, contents: string) =>
      `<< /Type /Annot /Subtype /Square /Rect [${rect}] /T (Reva Iver) /Contents (${contents}) >>`;
    const objects = [
      square(`50 ${HEIGHT - 106} 400 ${HEIGHT - 90}`, "Whose harbour?"),
      square("105 59.5 210 119", "The margin is empty."),
      square("60 60 60 60", "Nothing is in it."),
      "<< /Type /Annot /Subtype /Square /Rect [10 10 50 50] /T (Bo Ek) >>",
    ];
    const later = { text: "The last line of the page stands alone.", x: 60, y: 560 };
    const file = pdfOf([[TITLE, ...lines(TEXT), later]], { objects, page: "/Annots [3 0 R 4 0 R 5 0 R 6 0 R]" });
    expect((await preview(file)).comments.placed).toBe(3);
    const slug = await add(file);
    const found = new Map((await seenBy(ann, slug)).map((highlight) => [highlight.note?.body, highlight]));
    const [onText, inMargin] = [found.get("Whose harbour?"), found.get("The margin is empty.")];
    expect(onText).toMatchObject({ quote: "", state: "anchored", area: { page: 0 }, description: TEXT[0] });
    expect(inMargin).toMatchObject({ quote: "", area: { page: 0 }, description: "The margin is empty." });
    expect(inMargin!.start).toBeGreaterThan(onText!.start!);
    // A square without a size can't be an area, so it is a comment on the text next to it.
    expect(found.get("Nothing is in it.")).toMatchObject({ quote: later.text, area: null });
    expect(found.size).toBe(3);
    const { x0, y0, x1, y1 } = inMargin!.area!;
    for (const [edge, share] of [
      [x0, 0.25],
      [y0, 0.8],
      [x1, 0.5],
      [y1, 0.9],
    ] as const) {
      expect(edge / UNIT).toBeCloseTo(share, 2);
    }
  });

  it("are areas of a picture if they are squares inside its figure", async () => {
    const bars = [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 240, 28, 100], grey: 0.5 }));
    const rect = [102, HEIGHT - 338, 130, HEIGHT - 242].join(" ");
    const objects = [`<< /Type /Annot /Subtype /Square /Rect [${rect}] /T (Reva Iver) /Contents (Which year?) >>`];
    const slug = await add(pdfOf([[TITLE, ...lines(TEXT), ...bars]], { objects, page: "/Annots [3 0 R]" }));
    const [marked] = await seenBy(ann, slug);
    expect(marked).toMatchObject({ quote: "", state: "anchored", note: { body: "Which year?" } });
    expect(marked!.area).toMatchObject({ picture: expect.stringMatching(/^[0-9a-f]{32}$/u) });
    expect(marked!.area!.x1 / UNIT).toBeLessThan(0.3);
  });

  it("are stored together with the edition, or not at all", async () => {
    const { slug } = await preview(annotated());
    const upload = { ...fileOf(annotated(), "river.pdf"), slug, after: null };
    const failed = addUpload(db(), ann.actor, upload, async (tx, edition, comments) => {
      expect(comments.map(({ comment }) => comment.body)).toContain("Which quetzal?");
      expect(await tx.edition.count({ where: { id: edition.id } })).toBe(1);
      throw new Error("The server was killed.");
    });
    await expect(failed).rejects.toThrow("killed");
    expect(await Promise.all([db().edition.count(), db().highlight.count(), db().note.count()])).toEqual([0, 0, 0]);
  });

  it("can be in an OpenDocument file", async () => {
    const comment = `<office:annotation office:name="a"><dc:creator>Reva Iver</dc:creator>${text("Who?")}</office:annotation>`;
    const end = '<office:annotation-end office:name="a"/>';
    const body = `${text("Tolls", "Title")}${text(`The survey of the basin was made by ${comment}nine people${end} in two summers.`)}`;
    expect((await preview(odtOf(body), "tolls.odt")).comments).toEqual({ placed: 1, unplaced: [] });
    const slug = await add(odtOf(body), {}, "tolls.odt");
    expect(await seenBy(ann, slug)).toMatchObject([{ quote: "nine people", note: { body: "Who?" } }]);
  });

  it("can be in a Word file", async () => {
    const range = `<w:commentRangeStart w:id="1"/>${run("nine people")}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>`;
    const word = docxOf(
      `${styled("a3", "Tolls")}${p(`${run("The survey of the basin was made by ")}${range}${run(" in two summers.")}`)}`,
      { comments: `<w:comment w:id="1" w:author="Reva Iver">${p("Who?")}</w:comment>` },
    );
    expect((await preview(word, "tolls.docx")).comments).toEqual({ placed: 1, unplaced: [] });
    const slug = await add(word, {}, "tolls.docx");
    expect(await seenBy(ann, slug)).toMatchObject([{ quote: "nine people", note: { body: "Who?" } }]);
  });
});
