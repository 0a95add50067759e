import { beforeEach, expect, it } from "vitest";
import { previewedText } from "@/app/_features/reader/previewed-text";
import { renderText } from "@/app/_features/reader/rendered-text";
import { RENDERED_TEXTS } from "@/app/_features/reader/text-names";
import { GET } from "@/app/api/sources/[id]/pictures/[picture]/route";
import { currentEdition } from "@/lib/editions/editions";
import { readAgain } from "@/lib/library/add-edition";
import { createImportJob } from "@/lib/library/import-jobs/jobs";
import { servedReport } from "@/lib/library/served-report";
import { addUpload, previewEdition, readForPreview } from "@/lib/library/uploads";
import { processSingleton } from "@/lib/process-singleton";
import { discardSource, storeSource } from "@/lib/sources/store";
import { pngOf, readPicture } from "../../support/pictures";
import { docxOf, drawing, p, styled } from "../../unit/report-import/structured/word";
import { statesOf, useRunners } from "../import-jobs/support";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";

const MAP = pngOf(40, 30);
const CHART = pngOf(30, 40, [0, 90, 200]);
const [map, chart] = [readPicture(MAP), readPicture(CHART)];
const DOCX = docxOf(
  styled("a3", "The Kesh Canal") + p("Words.") + p(drawing("r1", "A map")) + p("More.") + p(drawing("r2")),
  { pictures: { r1: ["a.png", MAP], r2: ["b.png", CHART] } },
);
const SLUG = "kesh";

describeDatabases("the pictures of a file", ({ db }) => {
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "reader", "Bob");
  });
  const start = useRunners();

  const upload = async () => (await storeSource(db(), ann.actor, { name: "kesh.docx", body: [DOCX] })).id;
  const ask = ({ cookie }: Caller, id: string, picture: string, headers: Record<string, string> = {}) =>
    GET(new Request("http://127.0.0.1:3000/", { headers: { cookie, ...headers } }), {
      params: Promise.resolve({ id, picture }),
    });
  const preview = (source: string) => ({ source, given: {}, slug: null });
  const html = async () => {
    const { name } = renderText(await servedReport(ann.actor, SLUG), true);
    return processSingleton(RENDERED_TEXTS, () => new Map<string, string>()).get(name)!;
  };

  it("are shown to their uploader in the preview, and to all members once the file is an edition", async () => {
    const source = await upload();
    const { pictures, doubts } = await previewEdition(db(), ann.actor, preview(source));
    expect(pictures).toEqual([
      { id: map.id, alt: "A map" },
      { id: chart.id, alt: "" },
    ]);
    expect(doubts).toEqual([]);
    const text = await previewedText(await readForPreview(db(), ann.actor, preview(source)));
    expect(text.parts.join("")).toContain(`src="/api/sources/${source}/pictures/${map.id}"`);
    expect((await ask(ann, source, map.id)).status).toBe(200);
    expect((await ask(bob, source, map.id)).status).toBe(404);

    await addUpload(db(), ann.actor, { ...preview(source), slug: SLUG, after: null });
    expect((await ask(bob, source, map.id)).status).toBe(200);
    expect(await html()).toContain(
      `<img src="/api/sources/${source}/pictures/${map.id}" width="40" height="30" loading="lazy" decoding="async" alt="A map"/>`,
    );
  });

  it("are sent with a media type that we determine, can't run scripts, and are requested only once", async () => {
    const source = await upload();
    await previewEdition(db(), ann.actor, preview(source));
    const response = await ask(ann, source, map.id);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline",
      "content-length": String(MAP.length),
      "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/u),
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
      etag: `"${map.id}"`,
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(MAP);
    expect((await ask(ann, source, map.id, { "if-none-match": `"${map.id}"` })).status).toBe(304);
    expect((await ask(ann, source, "0".repeat(32))).status).toBe(404);
    expect((await ask(ann, source, "../../x")).status).toBe(400);
  });

  it("are stored by an import job before it is done, and deleted with the file", async () => {
    const source = await upload();
    await createImportJob(db(), ann.actor, { source, given: {} });
    start(db());
    await expect.poll(() => statesOf(db(), ann.actor), { timeout: 20_000, interval: 50 }).toEqual(["kesh.docx done"]);
    expect(await db().picture.count()).toBe(2);
    const { result } = await db().importJob.findFirstOrThrow({ select: { result: true } });
    expect(Object.keys(result as object).sort()).toEqual(["doubts", "format", "markdown"]);
    await discardSource(db(), ann.actor, source);
    expect(await db().picture.count()).toBe(0);
  });

  it("are stored with a file that is part of the request when it is added, but not when it is previewed", async () => {
    const file = { name: "kesh.docx", file: Buffer.from(DOCX).toString("base64"), given: {} };
    const text = await previewedText(await readForPreview(db(), ann.actor, { ...file, slug: null }));
    expect(text.parts.join("")).not.toContain("<img");
    expect(await db().picture.count()).toBe(0);
    await addUpload(db(), ann.actor, { ...file, slug: SLUG, after: null });
    expect(await db().picture.count()).toBe(2);
    expect(await html()).toContain("<img");
  });

  it("keep their descriptions for the next edition", async () => {
    const first = await upload();
    await previewEdition(db(), ann.actor, preview(first));
    const corrections = [{ kind: "describe" as const, picture: chart.id, text: "Water by year" }];
    await db().source.update({ where: { id: first }, data: { corrections } });
    await addUpload(db(), ann.actor, { ...preview(first), slug: SLUG, after: null });
    expect(await html()).toContain('alt="Water by year"');

    const next = docxOf(
      styled("a3", "The Kesh Canal") + p("The canal was dug by hand, in four summers.") + p(drawing("r2")),
      {
        pictures: { r2: ["c.png", CHART] },
      },
    );
    const { id } = await storeSource(db(), ann.actor, { name: "kesh.docx", body: [next] });
    const { pictures, areInherited } = await previewEdition(db(), ann.actor, { ...preview(id), slug: SLUG });
    expect(pictures).toEqual([{ id: chart.id, alt: "Water by year" }]);
    expect(areInherited).toBe(true);
  });

  it("stay with an edition that is parsed again with newer rules", async () => {
    const source = await upload();
    await addUpload(db(), ann.actor, { ...preview(source), slug: SLUG, after: null });
    const current = await currentEdition(db(), SLUG);
    await db().edition.update({ where: { id: current!.id }, data: { textRules: 0 } });
    await readAgain(db(), { ...current!, textRules: 0 });
    expect((await currentEdition(db(), SLUG))?.ordinal).toBe(2);
    serve(db());
    expect(await html()).toContain(`/api/sources/${source}/pictures/${map.id}`);
  });
});
