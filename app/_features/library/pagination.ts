/** Reports per page of the library. */
export const PAGE_SIZE = 50;

/** One page of the list of reports. */
export interface Page {
  /** 1-based. */
  page: number;
  pages: number;
  /** Half-open range of list indices. */
  from: number;
  to: number;
}

/**
 * @param asked the page number from the URL. If it isn't a number, the first page is shown; if it is out of range, the
 *   nearest page
 */
export function pageOf(total: number, asked: string | string[] | undefined): Page {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const wanted = Number([asked].flat().at(-1) ?? 1);
  const page = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), pages) : 1;
  const from = (page - 1) * PAGE_SIZE;
  return { page, pages, from, to: Math.min(from + PAGE_SIZE, total) };
}
