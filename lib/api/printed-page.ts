import type { PageBreak } from "../report/model";
import type { ApiNote } from "./schemas";

/** A printed page as returned by the API; null if unknown. */
export function printedPageOf(page: Pick<PageBreak, "page" | "certain"> | null): ApiNote["page"] {
  return page && { number: page.page, certain: page.certain };
}
