import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { splitFrontMatter } from "@/lib/report/front-matter";
import { citationsOf } from "@/lib/sharing/citations/citations";

/** A report's front matter, and the output of citeproc-js with the official styles of March 2024. */
interface OfficialRow {
  kind: string;
  report: object;
  pages: number[];
  official: Record<"apa" | "chicago" | "mla" | "gost", string>;
}

const ROWS: OfficialRow[] = JSON.parse(
  await readFile(new URL("../../fixtures/citations/official.json", import.meta.url), "utf8"),
);

/**
 * The official Russian terms require editors' names in the genitive, which cannot be derived for every name. Our styles
 * also use "с." for several pages.
 */
function inRussian(official: string): string {
  return official.replace("Под редакцией", "Ред.").replace("под ред.", "ред.").replace("сс.", "с.");
}

/** The official GOST style also uses "и др." in English, and has no dashes between areas and no pages for books. */
function asOfficialGost(gost: string): string {
  return gost
    .replace(/\. — [PС]\. [\d–]+\.$/u, ".")
    .replace("et al.", "и др.")
    .replace("ed. by", "под ред.")
    .replaceAll("ред.", "под ред.")
    .replaceAll("под под ред.", "под ред.")
    .replaceAll(". — ", ". ")
    .replaceAll(" — ", " ")
    .replaceAll(" : ", ": ");
}

/** The official style keeps the punctuation around a missing publisher or place. */
function withoutGaps(official: string): string {
  return official.replace(/\. [,:] /u, ". ");
}

describe.each(ROWS)("$kind", ({ report, pages, official }) => {
  const { meta } = splitFrontMatter(`---\n${stringify(report)}---\n`);
  const breaks = pages.map((page) => ({ page, certain: true, offset: 0 }));
  const cited = citationsOf({ ...meta, slug: "report" }, breaks);

  it.each(["apa", "chicago", "mla"] as const)("is cited as in the official style: %s", (format) => {
    expect(cited[format]).toBe(inRussian(official[format]));
  });

  it("is cited as in the official style: gost", () => {
    expect(asOfficialGost(cited.gost)).toBe(withoutGaps(official.gost));
  });
});
