import { CAPTION_LABEL } from "../../report/labels";
import type { Line } from "./lines";
import type { Column, Metrics } from "./metrics";
import type { Box, Drawing, Page } from "./page";
import { boxAround } from "./words";

/** An image or drawing on a page, with the text inside it. */
export interface Figure extends Box {
  page: number;
  text: string;
}

/** Maximum distance between the drawings that form one figure, in points. */
const TOGETHER = 14;
/** Maximum gap between the bars of a chart, as a fraction of their width. */
const BAR_GAP = 0.8;
/** Minimum width and height of a figure, in points. Smaller images and drawings are bullets, icons and rules. */
const MIN_SIDE = 24;
/** Minimum number of parts in a drawing. One or two filled boxes are just a background. */
const MIN_PARTS = 3;

/** Finds the figures of the pages, and removes their text from the columns. */
export function takeFigures(columns: Column[], pages: readonly Page[], metrics: Metrics): Figure[] {
  return pages.flatMap((page) => {
    const own = columns.filter(({ lines }) => lines[0]?.page === page.index);
    return groupsOf(page.drawings).flatMap((group) => {
      const figure = { ...boxAround(group), page: page.index, text: "" };
      if (Math.min(figure.x1 - figure.x0, figure.y1 - figure.y0) < MIN_SIDE) return [];
      const hasPicture = group.some((drawing) => drawing.isPicture);
      if (!hasPicture && (group.length < MIN_PARTS || holdsText(figure, own))) return [];
      const labels = own.flatMap((column) => takeLabels(column, figure, metrics));
      figure.text = labels.map((line) => line.text).join(" ");
      return [figure];
    });
  });
}

function groupsOf(drawings: readonly Drawing[]): Drawing[][] {
  let groups = drawings
    .slice(0, 3000)
    .map((drawing) => ({ box: { ...drawing, part: drawing.x1 - drawing.x0 }, parts: [drawing] }));
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
function takeLabels(column: Column, figure: Figure, { bodySize }: Metrics): Line[] {
  const taken = column.lines.filter((line) => {
    if (CAPTION_LABEL.test(line.text)) return false;
    if (isInside(line, figure)) return true;
    const below = line.baseline - figure.y1;
    if (below < 0 || below > 2.6 * Math.max(line.size, 8) || line.x0 < figure.x0 - 30 || line.x1 > figure.x1 + 30)
      return false;
    const gaps = line.words.filter((word, n) => n > 0 && word.x0 - line.words[n - 1]!.x1 > 0.8 * line.size).length;
    return gaps >= 2 || line.size < 0.7 * bodySize;
  });
  if (taken.length > 0) column.lines = column.lines.filter((line) => !taken.includes(line));
  return taken;
}
