import "server-only";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import { Cite, type CslItem, type CslName, plugins } from "@citation-js/core";
import type { PageBreak, ReportMeta } from "../../report/model";
import { CITATION_FORMATS, type CitationFormat, type Citations } from "./formats";
import { CHICAGO, GOST, MLA, RUSSIAN } from "./styles";

const { templates, locales } = plugins.config.get("@csl");
templates.add("chicago", CHICAGO);
templates.add("mla", MLA);
templates.add("gost", GOST);
locales.add("ru-RU", RUSSIAN);

/** More words than a person's name has: it is that of an organisation. */
const MAX_NAME_WORDS = 3;
const ORGANISATION =
  /\b(?:university|institute|centre|center|foundation|ministry|council|fund|университет|институт|центр|фонд|министерство|совет)\b/iu;

/**
 * How to cite a passage of a report.
 *
 * @param pages on which it begins and ends
 */
export function citationsOf(report: CitedReport, pages: readonly PageBreak[]): Citations {
  const cite = new Cite([itemOf(report, pages)]);
  const lang = report.language === "en" ? "en-US" : "ru-RU";
  const citeAs = (format: CitationFormat): string => {
    const isData = format === "bibtex" || format === "ris";
    const text = isData ? cite.format(format) : cite.format("bibliography", { format: "text", template: format, lang });
    return text.trim();
  };
  return Object.fromEntries(CITATION_FORMATS.map((format) => [format, citeAs(format)])) as Citations;
}

type CitedReport = ReportMeta & { slug: string };

function itemOf(
  { slug, title, authors, editor, publisher, place, year, language }: CitedReport,
  pages: readonly PageBreak[],
): CslItem {
  return {
    id: slug,
    type: "book",
    title,
    ...(authors.length > 0 && { author: authors.map(nameOf) }),
    ...(editor !== undefined && { editor: editor.split(/\s*[,;&]\s*|\s+and\s+|\s+и\s+/u).map(nameOf) }),
    ...(publisher !== undefined && { publisher }),
    ...(place !== undefined && { "publisher-place": place }),
    ...(year !== undefined && { issued: { "date-parts": [[year]] } }),
    ...(pages.length > 0 && { page: pages.map(({ page }) => page).join("-") }),
    language,
  };
}

/** A person's name by its parts, the last word being that of the family; that of an organisation as it is. */
function nameOf(name: string): CslName {
  const parts = name.trim().split(/\s+/u);
  const isPerson = parts.length > 1 && parts.length <= MAX_NAME_WORDS && !ORGANISATION.test(name);
  return isPerson ? { given: parts.slice(0, -1).join(" "), family: parts.at(-1)! } : { literal: name.trim() };
}
