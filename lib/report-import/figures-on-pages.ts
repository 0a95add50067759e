import type { Report } from "../report/model";
import { type FigurePlace, UNIT } from "../word-boxes/model";
import { LAYOUT_UNIT, type PageLayout } from "./layout";

/** Where the pictures of a report are on the pages of its file; empty if the file has no pages. */
export function figuresOnPages({ flow }: Pick<Report, "flow">, layout: PageLayout | undefined): FigurePlace[] {
  const figures = flow.flatMap((item) => (item.type === "figure" ? [item] : []));
  const boxes = layout?.figures ?? [];
  // Both are in the order of the text. Otherwise, it isn't known which is which.
  if (boxes.length !== figures.length) return [];
  return figures.flatMap(({ picture }, n): FigurePlace[] => {
    const [page, ...edges] = boxes[n]!;
    const [x0, y0, x1, y1] = edges.map((edge) => Math.round((edge * UNIT) / LAYOUT_UNIT));
    if (!picture || page === undefined || x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined)
      return [];
    return edges.length === 4 ? [{ picture: picture.id, page, x0, y0, x1, y1 }] : [];
  });
}
