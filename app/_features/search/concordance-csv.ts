import type { Translate } from "@/app/_messages/translate";
import { CSV_START, csvRow } from "@/lib/csv";
import type { ConcordanceLine } from "@/lib/search/concordance";
import { pageWithin } from "@/lib/search/documents";

/** A concordance as CSV for spreadsheets. */
export function concordanceCsv(t: Translate, lines: readonly ConcordanceLine[]): string {
  const rows = lines.map(({ document, ...line }) => [
    document.reportTitle,
    document.section?.title ?? "",
    printed(pageWithin(document, line.start)),
    line.left.trim(),
    line.keyword,
    line.right.trim(),
  ]);
  const head = [
    t("search.concordance.report"),
    t("search.concordance.section"),
    t("search.concordance.place"),
    t("search.concordance.left"),
    t("search.concordance.keyword"),
    t("search.concordance.right"),
  ];
  return CSV_START + [head, ...rows].map(csvRow).join("");
}

function printed(page: ReturnType<typeof pageWithin>): string {
  return page ? `${page.page}${page.certain ? "" : "?"}` : "";
}
