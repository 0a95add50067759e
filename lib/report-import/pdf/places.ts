import type { Nodes, Root } from "mdast";
import { figuresOf, unitsOf } from "../corrections/units";
import { LAYOUT_UNIT, type PageLayout } from "../layout";
import type { Line } from "./lines";
import type { Box, Page } from "./page";
import { boxAround } from "./words";

/** A part of a page. */
export interface Place extends Box {
  /** Index of the page. */
  page: number;
}

/** The boxes around the given lines, one box for each column that contains any of them. */
export function placesOf(lines: readonly Line[]): Place[] {
  const places: Place[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    const box = boxAround(line.words);
    const open = places.at(-1);
    if (open && last?.region === line.region) Object.assign(open, boxAround([open, box]));
    else places.push({ ...box, page: line.page });
    last = line;
  }
  return places;
}

/** A box in the form of `PageLayout`: the index of its page, and its edges in thousandths of the page. */
export function inLayout(
  { x0, y0, x1, y1 }: Box,
  { index, width, height }: Pick<Page, "index" | "width" | "height">,
): number[] {
  const part = (value: number, whole: number) =>
    Math.round(LAYOUT_UNIT * Math.min(1, Math.max(0, value / (whole || 1))));
  return [index, part(x0, width), part(y0, height), part(x1, width), part(y1, height)];
}

/** The layout of a document. @param placesOfNodes the places of the document's blocks */
export function layoutOf(
  root: Root,
  placesOfNodes: ReadonlyMap<Nodes, readonly Place[]>,
  sizes: readonly { width: number; height: number }[],
): PageLayout {
  const layout: PageLayout = {
    sizes: sizes.map(({ width, height }) => [Math.round(width), Math.round(height)]),
    body: [],
    notes: {},
  };
  const boxesOf = (node: Nodes) =>
    (placesOfNodes.get(node) ?? []).flatMap((place) => {
      const { width = 1, height = 1 } = sizes[place.page] ?? {};
      return inLayout(place, { index: place.page, width, height });
    });
  const figures = figuresOf(root).map(boxesOf);
  if (figures.length > 0) layout.figures = figures;
  for (const { node } of unitsOf(root)) {
    const boxes = boxesOf(node);
    if (node.type === "footnoteDefinition") layout.notes[node.identifier] = boxes;
    else layout.body.push(boxes);
  }
  return layout;
}
