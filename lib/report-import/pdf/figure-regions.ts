import type { Line } from "./lines";
import type { Column } from "./metrics";
import type { Box, Page } from "./page";
import { boxAround } from "./words";

/** Maximum distance between a plotted line and its axes, and between an axis and its labels, in points. */
const AXIS_GAP = 24;
const LABEL_GAP = 12;
/** Maximum length of an axis, as a multiple of the width or height of the plotted line. */
const AXIS_LENGTH = 1.5;
/** Maximum length of a label next to an axis, in characters. */
const MAX_LABEL = 12;
/** Margin around a figure, in points. */
const MARGIN = 2;

/** A plot with its axes and grid, which are drawn as separate lines. */
export function withAxes(plot: Box, rules: readonly Box[]): Box {
  const [width, height] = [plot.x1 - plot.x0, plot.y1 - plot.y0];
  const near = ({ x0, x1 }: Box) => x0 > plot.x0 - AXIS_GAP && x1 < plot.x1 + AXIS_GAP;
  const upright = rules.filter(
    (rule) => rule.y1 - rule.y0 > rule.x1 - rule.x0 && near(rule) && rule.y0 < plot.y1 && rule.y1 > plot.y0,
  );
  const tall = boxAround([plot, ...upright.filter((rule) => rule.y1 - rule.y0 < 4 * height)]);
  const level = rules.filter(
    (rule) =>
      rule.x1 - rule.x0 > rule.y1 - rule.y0 &&
      rule.x1 - rule.x0 < AXIS_LENGTH * width &&
      rule.x0 < plot.x1 &&
      rule.x1 > plot.x0 &&
      rule.y0 > tall.y0 - AXIS_GAP &&
      rule.y1 < tall.y1 + AXIS_GAP,
  );
  return boxAround([tall, ...level]);
}

/** Whether a line is a label to the left or right of a figure, such as a number on its axis. */
export function isAxisLabel(line: Line, figure: Box): boolean {
  const isLevel = line.baseline > figure.y0 && line.baseline - line.size < figure.y1;
  const isLeft = line.x1 <= figure.x0 + 1 && line.x1 > figure.x0 - LABEL_GAP;
  const isRight = line.x0 >= figure.x1 - 1 && line.x0 < figure.x1 + LABEL_GAP;
  return isLevel && (isLeft || isRight) && line.text.length <= MAX_LABEL && /\d/u.test(line.text);
}

/** The part of a box that is on the page. */
export function onPage({ x0, y0, x1, y1 }: Box, { width, height }: Pick<Page, "width" | "height">): Box {
  return { x0: Math.max(0, x0), y0: Math.max(0, y0), x1: Math.min(width, x1), y1: Math.min(height, y1) };
}

/** The region of a figure with its labels and a small margin, but without the lines of text next to it. */
export function regionOf(figure: Box, labels: readonly Line[], columns: readonly Column[], page: Page): Box {
  const around = boxAround([figure, ...labels.map((line) => boxAround(line.words))]);
  const { x0, y0, x1, y1 } = around;
  const region = onPage({ x0: x0 - MARGIN, y0: y0 - MARGIN, x1: x1 + MARGIN, y1: y1 + MARGIN }, page);
  for (const line of columns.flatMap(({ lines }) => lines)) {
    const text = boxAround(line.words);
    if (text.x1 < region.x0 || text.x0 > region.x1) continue;
    if (line.baseline < figure.y0 + 1) region.y0 = Math.max(region.y0, Math.min(figure.y0, text.y1));
    else if (text.y1 > figure.y1) region.y1 = Math.min(region.y1, Math.max(figure.y1, text.y0));
  }
  return region;
}
