/** Reports that the library lists at a time. */
export const PAGE_SIZE = 50;

/** Which part of the list of reports is shown. */
export interface Page {
  /** From 1. */
  page: number;
  pages: number;
  /** Places in the list, from one to before another. */
  from: number;
  to: number;
}

/** @param asked as it stands in the address; what is no page there is the first one, or the last */
export function pageOf(total: number, asked: string | string[] | undefined): Page {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const wanted = Number([asked].flat().at(-1) ?? 1);
  const page = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), pages) : 1;
  const from = (page - 1) * PAGE_SIZE;
  return { page, pages, from, to: Math.min(from + PAGE_SIZE, total) };
}
