/** Formats citations. Runs in a worker, because loading the styles and formatting the citations take a while. */

import "@citation-js/plugin-csl";
import { Cite, type CslItem, plugins } from "@citation-js/core";
import type { PageBreak, ReportMeta } from "../../report/model";
import { listedNames, partsOfName } from "../../report/names";
import { bibtexOf } from "./bibtex";
import type { Citations } from "./formats";
import { risOf } from "./ris";
import { CHICAGO, GOST, MLA, RUSSIAN } from "./styles";

const { templates, locales } = plugins.config.get("@csl");
templates.add("chicago", CHICAGO);
templates.add("mla", MLA);
templates.add("gost", GOST);
locales.add("ru-RU", RUSSIAN);

/**
 * The citations of a passage in a report.
 *
 * @param pages the pages on which the passage begins and ends
 */
export function citationsOf(report: CitedReport, pages: readonly PageBreak[]): Citations {
  const item = itemOf(report, pages);
  const cite = new Cite([item]);
  const lang = report.language === "en" ? "en-US" : "ru-RU";
  const citeAs = (template: string) => cite.format("bibliography", { format: "text", template, lang }).trim();
  return {
    apa: citeAs("apa"),
    chicago: citeAs("chicago"),
    mla: citeAs("mla"),
    gost: citeAs("gost"),
    bibtex: bibtexOf(item),
    ris: risOf(item),
  };
}

type CitedReport = ReportMeta & { slug: string };

export interface CitedPassage {
  report: CitedReport;
  /** The pages on which the passage begins and ends. */
  pages: readonly PageBreak[];
}

/** The citations of several passages, in order. */
export function citeAll(passages: readonly CitedPassage[]): Citations[] {
  return passages.map(({ report, pages }) => citationsOf(report, pages));
}

function itemOf(
  { slug, title, authors, editor, names, publisher, place, year, language }: CitedReport,
  pages: readonly PageBreak[],
): CslItem {
  const writers = names?.authors ?? authors;
  const editors = names?.editors ?? (editor === undefined ? [] : listedNames(editor));
  return {
    id: slug,
    type: "book",
    title,
    ...(writers.length > 0 && { author: writers.map(partsOfName) }),
    ...(editors.length > 0 && { editor: editors.map(partsOfName) }),
    ...(publisher !== undefined && { publisher }),
    ...(place !== undefined && { "publisher-place": place }),
    ...(year !== undefined && { issued: { "date-parts": [[year]] } }),
    ...(pages.length > 0 && { page: pages.map(({ page }) => page).join("-") }),
    language,
  };
}
