import type { PageRect } from "@/lib/word-boxes/model";

/** The area that rectangles on one page cover together. Parts that several of them cover count once. */
function areaOnPage(rects: readonly PageRect[]): number {
  const edges = [...new Set(rects.flatMap(({ x0, x1 }) => [x0, x1]))].sort((a, b) => a - b);
  let area = 0;
  for (const [n, right] of edges.entries()) {
    const left = edges[n - 1];
    if (left === undefined) continue;
    let bottom = Number.NEGATIVE_INFINITY;
    const own = rects.filter(({ x0, x1 }) => x0 <= left && x1 >= right).sort((a, b) => a.y0 - b.y0);
    for (const { y0, y1 } of own) {
      area += (right - left) * Math.max(0, y1 - Math.max(y0, bottom));
      bottom = Math.max(bottom, y1);
    }
  }
  return area;
}

/** The area that rectangles cover together. */
export function areaOf(rects: readonly PageRect[]): number {
  const pages = new Set(rects.map(({ page }) => page));
  return [...pages].reduce((sum, page) => sum + areaOnPage(rects.filter((rect) => rect.page === page)), 0);
}

/** The area that both of two sets of rectangles cover. */
export function commonArea(ours: readonly PageRect[], theirs: readonly PageRect[]): number {
  const both = ours.flatMap((a) =>
    theirs.flatMap((b) => {
      const rect = {
        page: a.page,
        x0: Math.max(a.x0, b.x0),
        y0: Math.max(a.y0, b.y0),
        x1: Math.min(a.x1, b.x1),
        y1: Math.min(a.y1, b.y1),
      };
      return a.page === b.page && rect.x0 < rect.x1 && rect.y0 < rect.y1 ? [rect] : [];
    }),
  );
  return areaOf(both);
}
