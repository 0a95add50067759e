import { stringify } from "csv-stringify/browser/esm/sync";
import { words } from "@/app/words/en";
import type { ConcordanceLine } from "@/lib/search/concordance";
import { pageWithin } from "@/lib/search/documents";

/**
 * A concordance as a table for spreadsheets: RFC 4180 in UTF-8, with a byte order mark, without which Excel does not read
 * Cyrillic. What a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function concordanceCsv(lines: readonly ConcordanceLine[]): string {
  const { report, section, place, left, keyword, right } = words.search.concordance;
  const rows = lines.map(({ document, ...line }) => [
    document.reportTitle,
    document.section?.title ?? "",
    printed(pageWithin(document, line.start)),
    line.left.trim(),
    line.keyword,
    line.right.trim(),
  ]);
  return stringify(rows, {
    bom: true,
    header: true,
    columns: [report, section, place, left, keyword, right],
    record_delimiter: "windows",
    escape_formulas: true,
  });
}

function printed(page: ReturnType<typeof pageWithin>): string {
  return page ? `${page.page}${page.certain ? "" : "?"}` : "";
}
