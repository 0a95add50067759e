import type { PageBox, PagePoint } from "@/app/_features/page-view";
import type { EditionPreview, PreviewedBlock } from "@/lib/library/edition-schemas";
import type { ProvisionalPage } from "@/lib/report-import/provisional";

/** Decodes a block's boxes from their compact form. */
export function boxesOf({ boxes }: PreviewedBlock): PageBox[] {
  const result: PageBox[] = [];
  for (let at = 0; at + 4 < boxes.length; at += 5) {
    const [page = 0, left = 0, top = 0, right = 0, bottom = 0] = boxes.slice(at, at + 5);
    result.push({ page, left, top, right, bottom });
  }
  return result;
}

/** Index of the block at a point on a page, or of the nearest block on that page; -1 if the page has none. */
export function blockAt(blocks: readonly PreviewedBlock[], { page, x, y }: PagePoint): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, block] of blocks.entries()) {
    for (const box of boxesOf(block)) {
      if (box.page !== page) continue;
      const beside = Math.max(0, box.left - x, x - box.right);
      const above = Math.max(0, box.top - y, y - box.bottom);
      const distance = Math.hypot(beside, above);
      if (distance >= least) continue;
      least = distance;
      best = index;
    }
  }
  return best;
}

/** Index of the block that a warning links to; -1 if the block isn't known. */
export function blockOfWarning(
  { line, note }: EditionPreview["doubts"][number],
  blocks: readonly PreviewedBlock[],
  hasPages: boolean,
): number {
  if (note !== undefined) return blocks.findIndex(({ target }) => target.label === note);
  if (!hasPages || line === 0) return -1;
  // A page without text has no blocks, so the nearest one is the last block before that page.
  const own = blocks.findIndex(({ boxes }) => boxes[0] === line - 1);
  return own >= 0 ? own : blocks.findLastIndex(({ boxes }) => boxes[0] !== undefined && boxes[0] < line);
}

/** The sizes of the pages that have been read, by page index. */
export function sizesOf(pages: readonly ProvisionalPage[]): ProvisionalPage["size"][] {
  const sizes: ProvisionalPage["size"][] = [];
  for (const { page, size } of pages) sizes[page] = size;
  return sizes;
}
