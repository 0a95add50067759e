import type { PageBreak } from "../report/model";
import type { ApiNote } from "./schemas";

/** A printed page as programs are given it; null where it is not known. */
export function printedPageOf(page: Pick<PageBreak, "page" | "certain"> | null): ApiNote["page"] {
  return page && { number: page.page, certain: page.certain };
}
