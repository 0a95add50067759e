import { CAPTION_LABEL } from "../../report/labels";
import type { Region } from "./cut-figures";
import { isAxisLabel, onPage, regionOf, withAxes } from "./figure-regions";
import type { Line } from "./lines";
import type { Column, Metrics } from "./metrics";
import type { Box, Drawing, Page } from "./page";
import { boxAround } from "./words";

/** An image or drawing on a page. */
export interface Figure extends Region {
  /** The text inside it. */
  text: string;
  /** The alternative text in a tagged file. */
  alt?: string;
}

/** Maximum distance between the drawings that form one figure, in points. */
const TOGETHER = 14;
/** Maximum gap between the bars of a chart, as a fraction of their width. */
const BAR_GAP = 0.8;
/** Minimum width and height of a figure, in points. Smaller images and drawings are bullets, icons and rules. */
const MIN_SIDE = 24;
/** Minimum number of parts in a drawing. One or two filled boxes are just a background. */
const MIN_PARTS = 3;

/** Finds the figures on the pages, and removes their text from the columns. */
export function takeFigures(columns: Column[], pages: readonly Page[], metrics: Metrics): Figure[] {
  const isRepeated = repeatedDrawings(pages);
  return pages.flatMap((page) => {
    const own = columns.filter(({ lines }) => lines[0]?.page === page.index);
    return groupsOf(page.drawings.filter((drawing) => !isRepeated(drawing, page))).flatMap((group) => {
      const drawn = boxAround(group);
      if (Math.min(drawn.x1 - drawn.x0, drawn.y1 - drawn.y0) < MIN_SIDE || holdsText(drawn, own)) return [];
      const plots = group.filter((drawing) => drawing.isPlot);
      const isFigure = plots.length > 0 || group.length >= MIN_PARTS || group.some((drawing) => drawing.isPicture);
      if (!isFigure) return [];
      const figure = plots.length > 0 ? withAxes(drawn, page.rules) : drawn;
      const labels = own.flatMap((column) => takeLabels(column, figure, metrics));
      const alt = group.find((drawing) => drawing.alt)?.alt;
      const [only] = group.length + labels.length === 1 ? group : [];
      return [
        {
          page: page.index,
          ...(only?.image ? onPage(figure, page) : regionOf(figure, labels, own, page)),
          text: labels.map((line) => line.text).join(" "),
          ...(alt && { alt }),
          ...(only?.image && { image: only.image }),
        },
      ];
    });
  });
}

/** Minimum number of pages on which a drawing is repeated for it to be a logo or an ornament. */
const REPEATED = 3;
/** Maximum share of the page that a logo covers, unless it is in the margin. */
const LOGO_AREA = 0.06;
/** Height of the top and bottom margins, as a share of the page. */
const PAGE_MARGIN = 0.15;

/** Finds the drawings that have the same size and height on several pages. */
function repeatedDrawings(pages: readonly Page[]): (drawing: Drawing, page: Page) => boolean {
  // Charts at the top of a column can have the same size, but a logo is also the same image.
  const keyOf = ({ x0, y0, x1, y1, image }: Drawing) =>
    [x1 - x0, y1 - y0, y0, image?.bytes ?? 0].map(Math.round).join(" ");
  const counts = new Map<string, number>();
  for (const { drawings } of pages) {
    for (const key of new Set(drawings.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return (drawing, { width, height }) => {
    if ((counts.get(keyOf(drawing)) ?? 0) < REPEATED) return false;
    const isInMargin = drawing.y1 < PAGE_MARGIN * height || drawing.y0 > (1 - PAGE_MARGIN) * height;
    const area = (drawing.x1 - drawing.x0) * (drawing.y1 - drawing.y0);
    return isInMargin || (drawing.isPicture && area < LOGO_AREA * width * height);
  };
}

function groupsOf(drawings: readonly Drawing[]): Drawing[][] {
  let groups = drawings.slice(0, 3000).map((drawing) => ({
    box: { ...drawing, part: drawing.isPicture ? 0 : drawing.x1 - drawing.x0 },
    parts: [drawing],
  }));
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    const merged: typeof groups = [];
    for (const group of groups) {
      const near = merged.find(({ box }) => isNear(box, group.box));
      if (!near) merged.push(group);
      else {
        near.box = { ...near.box, ...boxAround([near.box, group.box]), part: Math.max(near.box.part, group.box.part) };
        near.parts.push(...group.parts);
      }
    }
    groups = merged;
  }
  return groups.map(({ parts }) => parts);
}

/** The bars of a chart are further apart than other parts, but the gaps are narrower than the bars. */
const isNear = (a: Box & { part: number }, b: Box & { part: number }): boolean => {
  const beside = Math.max(TOGETHER, BAR_GAP * Math.min(a.part, b.part));
  return a.x0 - beside < b.x1 && b.x0 - beside < a.x1 && a.y0 - TOGETHER < b.y1 && b.y0 - TOGETHER < a.y1;
};

/** Whether a box contains lines of running text. If so, it is their background. */
function holdsText(box: Box, columns: readonly Column[]): boolean {
  const inside = columns.flatMap(({ lines }) => lines.filter((line) => isInside(line, box)));
  return inside.filter((line) => line.x1 - line.x0 > 0.6 * (box.x1 - box.x0) && line.text.length > 30).length >= 2;
}

const isInside = (line: Line, box: Box): boolean =>
  line.baseline > box.y0 && line.baseline - 0.5 * line.size < box.y1 && line.x0 > box.x0 - 8 && line.x1 < box.x1 + 8;

/**
 * Removes the lines that label a figure. They are inside the figure, or right below it if they have several parts or
 * are very small.
 */
function takeLabels(column: Column, figure: Box, { bodySize }: Metrics): Line[] {
  const taken = column.lines.filter((line) => {
    if (CAPTION_LABEL.test(line.text)) return false;
    if (isInside(line, figure) || isAxisLabel(line, figure)) return true;
    const below = line.baseline - figure.y1;
    if (below < 0 || below > 2.6 * Math.max(line.size, 8) || line.x0 < figure.x0 - 30 || line.x1 > figure.x1 + 30)
      return false;
    const gaps = line.words.filter((word, n) => n > 0 && word.x0 - line.words[n - 1]!.x1 > 0.8 * line.size).length;
    return gaps >= 2 || line.size < 0.7 * bodySize;
  });
  if (taken.length > 0) column.lines = column.lines.filter((line) => !taken.includes(line));
  return taken;
}
