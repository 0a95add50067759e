import type { ReportMeta } from "../report/model";

/** Where a note stands in print, as the list of all notes knows it. */
export interface Whereabouts {
  section: string | null;
  page: { page: number; certain: boolean } | null;
}

/** Where a passage is from, in a line: who wrote the report, its title, who published it, and the page. */
export function citationLine(
  { title, authors, editor, publisher, place, year }: ReportMeta,
  page: Whereabouts["page"],
): string {
  const makers = authors.length > 0 ? authors.join(", ") : editor && `${editor} (ed.)`;
  const imprint = [place, publisher, year].filter(Boolean).join(", ");
  const pages = page && `p. ${page.page}${page.certain ? "" : "?"}`;
  return [makers, title, imprint, pages].filter(Boolean).join(", ");
}
