/** Reports that the library lists at a time. */
export const SHELF_PAGE = 50;

/** Which part of the list of reports is shown. */
export interface ShelfPage {
  /** From 1. */
  page: number;
  pages: number;
  /** Places in the list, from one to before another. */
  from: number;
  to: number;
}

/** @param asked as it stands in the address; what is no page there is the first one, or the last */
export function shelfPage(total: number, asked: string | string[] | undefined): ShelfPage {
  const pages = Math.max(1, Math.ceil(total / SHELF_PAGE));
  const wanted = Number([asked].flat().at(-1) ?? 1);
  const page = Number.isInteger(wanted) ? Math.min(Math.max(wanted, 1), pages) : 1;
  const from = (page - 1) * SHELF_PAGE;
  return { page, pages, from, to: Math.min(from + SHELF_PAGE, total) };
}
