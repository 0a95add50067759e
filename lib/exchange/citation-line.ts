import type { ReportMeta } from "../report/model";

/** The section and printed page of a note, as in the list of all notes. */
export interface Whereabouts {
  section: string | null;
  page: { page: number; certain: boolean } | null;
}

/** The source of a passage in one line: authors, title, imprint and page. */
export function citationLine(
  { title, authors, editor, publisher, place, year }: ReportMeta,
  page: Whereabouts["page"],
): string {
  const makers = authors.length > 0 ? authors.join(", ") : editor && `${editor} (ed.)`;
  const imprint = [place, publisher, year].filter(Boolean).join(", ");
  const pages = page && `p. ${page.page}${page.certain ? "" : "?"}`;
  return [makers, title, imprint, pages].filter(Boolean).join(", ");
}
