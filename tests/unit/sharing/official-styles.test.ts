import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { splitFrontMatter } from "@/lib/report/front-matter";
import { citationsOf } from "@/lib/sharing/citations/citations";

/** A report's front matter, and what citeproc-js outputs with the official styles of March 2024. */
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
 * The official Russian terms require editors' names in the genitive, which can't be derived for every name. Our styles
 * also use "с." before several pages.
 */
function inRussian(official: string): string {
  return official.replace("Под редакцией", "Ред.").replace("под ред.", "ред.").replace("сс.", "с.");
}

/**
 * The official GOST style uses "и др." even in English, and has neither dashes between areas nor page counts of books.
 */
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

/** If the publisher or place is missing, the official style keeps the surrounding punctuation. */
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
