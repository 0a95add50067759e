import { type FigurePlace, type PageRect, UNIT } from "./model";

type Edges = Pick<PageRect, "x0" | "y0" | "x1" | "y1">;

/** How far an area can reach beyond a figure that it is in. A hand isn't more precise, and neither are edges of figures. */
const BEYOND = UNIT / 200;

/** The part of a picture that is in a rectangle on a page; null if the rectangle isn't wholly inside a figure. */
export function inFigure(rect: PageRect, figures: readonly FigurePlace[]): (Edges & { picture: string }) | null {
  const around = figures.filter(
    ({ page, x0, y0, x1, y1 }) =>
      page === rect.page &&
      rect.x0 >= x0 - BEYOND &&
      rect.y0 >= y0 - BEYOND &&
      rect.x1 <= x1 + BEYOND &&
      rect.y1 <= y1 + BEYOND,
  );
  const [figure] = around.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  if (!figure || sizeOf(figure) === 0) return null;
  const x = (value: number) => partOf(value - figure.x0, figure.x1 - figure.x0);
  const y = (value: number) => partOf(value - figure.y0, figure.y1 - figure.y0);
  const part = { x0: x(rect.x0), y0: y(rect.y0), x1: x(rect.x1), y1: y(rect.y1) };
  return sizeOf(part) > 0 ? { picture: figure.picture, ...part } : null;
}

/** Where a part of a picture is on the pages. A picture can be there several times. */
export function onPages(
  { picture, x0, y0, x1, y1 }: Edges & { picture: string },
  figures: readonly FigurePlace[],
): PageRect[] {
  return figures
    .filter((figure) => figure.picture === picture)
    .map((figure) => {
      const x = (part: number) => Math.round(figure.x0 + (part / UNIT) * (figure.x1 - figure.x0));
      const y = (part: number) => Math.round(figure.y0 + (part / UNIT) * (figure.y1 - figure.y0));
      return { page: figure.page, x0: x(x0), y0: y(y0), x1: x(x1), y1: y(y1) };
    });
}

const partOf = (value: number, whole: number): number =>
  Math.max(0, Math.min(UNIT, Math.round((value / whole) * UNIT)));

const sizeOf = ({ x0, y0, x1, y1 }: Edges): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
