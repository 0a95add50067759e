import { beforeEach, expect, it } from "vitest";
import { renderStatic } from "@/app/_features/reader/render-static";
import { renderText } from "@/app/_features/reader/rendered-text";
import { textParts } from "@/app/_features/reader/report-text";
import { LATER, RENDERED_TEXTS } from "@/app/_features/reader/text-names";
import { GET } from "@/app/api/reports/[slug]/text/route";
import { servedReport } from "@/lib/library/served-report";
import { processSingleton } from "@/lib/process-singleton";
import { longReport } from "../../bench/phone/long-report";
import { t } from "../../support/messages";
import { serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { markdownOf, SLUG } from "../support/reports";

describeDatabases("the text of a report on its page", ({ db }) => {
  const shelf = useContentFolder();
  let ann: Caller;

  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "reader", "Ann");
  });

  const ask = async () => {
    const request = new Request("http://127.0.0.1:3000/", { headers: { cookie: ann.cookie } });
    return (await GET(request, { params: Promise.resolve({ slug: SLUG }) })).json();
  };
  const rendered = async (isWhole: boolean) => {
    const { report, edition } = await servedReport(ann.actor, SLUG);
    const text = renderText({ edition, report, source: null }, isWhole);
    const html = processSingleton(RENDERED_TEXTS, () => new Map<string, string>()).get(text.name);
    return { ...text, html, edition: edition.id, all: textParts(t, report, null).map(renderStatic).join("") };
  };

  it("is complete if it is short", async () => {
    await shelf.put(SLUG, markdownOf("Rivers carry trade.", "Towns grow."));
    const { html, all, isWhole, edition } = await rendered(false);
    expect(isWhole).toBe(true);
    expect(html).toBe(all);
    expect(await ask()).toEqual({ edition, parts: [] });
  });

  it("is complete if it is longer than a few screens, but only its beginning is laid out at once", async () => {
    await shelf.put(SLUG, markdownOf(...Array.from({ length: 300 }, (_, n) => `Rivers carry trade ${n}. `.repeat(12))));
    const { html, all, isWhole } = await rendered(false);
    expect(isWhole).toBe(true);
    expect(html!.replaceAll(` ${LATER}`, "") === all).toBe(true);
    const beginning = html!.slice(0, html!.indexOf(LATER));
    expect(beginning.length).toBeGreaterThan(10_000);
    expect(beginning.length).toBeLessThan(16_000);
    expect((await rendered(true)).html === all).toBe(true);
  });

  it("stops after the beginning if it is long, and the rest is loaded later", async () => {
    await shelf.put(SLUG, longReport());
    const { html, all, isWhole, edition } = await rendered(false);
    expect(isWhole).toBe(false);
    const rest = await ask();
    expect(rest.edition).toBe(edition);
    expect(withoutParts(html + rest.parts.join("")).replaceAll(` ${LATER}`, "") === all).toBe(true);
    expect(html!.length).toBeLessThan(all.length / 10);
  });

  it("is complete if it is long but requested as a whole", async () => {
    await shelf.put(SLUG, longReport());
    const { html, all, isWhole } = await rendered(true);
    expect(isWhole).toBe(true);
    expect(withoutParts(html!) === all).toBe(true);
    // The blocks that are not in a part would all be measured again whenever a mark changes.
    expect(html!.indexOf(PART)).toBeGreaterThan(0);
    expect(html!.indexOf(PART)).toBeLessThan(200_000);
  });
});

const PART = '<div class="text-part">';

/** @returns the HTML without the elements that group the blocks of a long text */
function withoutParts(html: string): string {
  const [first, ...parts] = html.split(PART);
  return [first, ...parts.map((part) => part.replace(/<\/div>$/u, ""))].join("");
}
