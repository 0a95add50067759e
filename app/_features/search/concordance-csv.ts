import { words } from "@/app/_messages/en";
import { CSV_START, csvRow } from "@/lib/csv";
import type { ConcordanceLine } from "@/lib/search/concordance";
import { pageWithin } from "@/lib/search/documents";

/** A concordance as a table for spreadsheets. */
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
  const head = [report, section, place, left, keyword, right];
  return CSV_START + [head, ...rows].map(csvRow).join("");
}

function printed(page: ReturnType<typeof pageWithin>): string {
  return page ? `${page.page}${page.certain ? "" : "?"}` : "";
}
