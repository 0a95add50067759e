import "server-only";
import { gunzipSync } from "node:zlib";
import type { Area } from "../annotations/areas/area";
import type { Database } from "../db/database";
import { storedPages, wordsOnPage } from "../editions/pages";
import { decodeBoxes } from "../word-boxes/codec";
import { type PageRect, UNIT } from "../word-boxes/model";
import { boxesOfSpan, rectsOf, type Span } from "../word-boxes/queries";
import { rectAround } from "./crops";

/** A part of a page or picture that shows a passage or an area. */
export interface PagePlace {
  /** The part of the page, or the id of the picture. */
  shown: PageRect | string;
  /** Width divided by height; null for a picture, whose own size counts. */
  ratio: number | null;
  /** What is marked in it: fractions of its width and height. */
  marks: { left: number; top: number; width: number; height: number }[];
}

/** Space above and below a passage, and the greatest height of its picture, in the unit of boxes. */
const AROUND = UNIT / 30;
const MAX_HEIGHT = UNIT / 2;

/** Where an area, or the beginning of a passage, is shown; null if it isn't on a page. */
export async function pagePlaceOf(
  db: Database,
  editionId: string,
  span: Span,
  area: Area | null,
): Promise<PagePlace | null> {
  if (area && "picture" in area) return { shown: area.picture, ratio: null, marks: [within(area, WHOLE)] };
  const pages = await storedPages(db, editionId);
  const page = area
    ? area.page
    : pages.findIndex(({ spans }) => spans.some(({ start, end }) => start < span.end && end > span.start));
  const size = pages[page];
  if (!size) return null;
  const marks = area ? [area] : await rectsOn(db, editionId, page, span);
  if (marks.length === 0) return null;
  const shown = area ? rectAround(area) : stripAround(page, marks);
  const ratio = ((shown.x1 - shown.x0) * size.width) / ((shown.y1 - shown.y0) * size.height);
  const visible = marks.filter(({ y0 }) => y0 < shown.y1);
  return { shown, ratio, marks: visible.map((mark) => within(mark, shown)) };
}

type Edges = Pick<PageRect, "x0" | "y0" | "x1" | "y1">;

const WHOLE: Edges = { x0: 0, y0: 0, x1: UNIT, y1: UNIT };

async function rectsOn(db: Database, editionId: string, page: number, span: Span): Promise<PageRect[]> {
  const words = await wordsOnPage(db, editionId, page);
  return words ? rectsOf(boxesOfSpan(decodeBoxes(gunzipSync(words), page), span)) : [];
}

/** The part of a page from its left to its right edge that contains a passage, or the beginning of a long one. */
function stripAround(page: number, marks: readonly PageRect[]): PageRect {
  const y0 = Math.max(0, Math.round(Math.min(...marks.map((mark) => mark.y0)) - AROUND));
  const y1 = Math.min(UNIT, Math.round(Math.max(...marks.map((mark) => mark.y1)) + AROUND));
  return { page, x0: 0, x1: UNIT, y0, y1: Math.min(y1, Math.round(y0 + MAX_HEIGHT)) };
}

function within({ x0, y0, x1, y1 }: Edges, outer: Edges): PagePlace["marks"][number] {
  const [width, height] = [outer.x1 - outer.x0, outer.y1 - outer.y0];
  const bottom = Math.min(y1, outer.y1);
  return {
    ...{ left: (x0 - outer.x0) / width, top: (y0 - outer.y0) / height },
    ...{ width: (x1 - x0) / width, height: (bottom - y0) / height },
  };
}
