import type { Nodes, Paragraph, PhrasingContent, Root, RootContent, TableRow } from "mdast";
import { CAPTION_LABEL, SOURCE_NOTE } from "../../report/labels";
import { imageOf } from "../document";
import type { PageLayout } from "../layout";
import type { RegionContent, Span } from "../regions";
import { flatText, removed, trimmed } from "./phrasing";
import type { Correction } from "./schemas";
import { leavesOf, type Unit } from "./units";

export type MarkedRegion = Extract<Correction, { kind: "region" }>;

/** Minimum share of a block's area inside a region for the whole block to belong to it. */
const MOST = 0.75;
/** Maximum distance between a region and its caption, in thousandths of the page's height. */
const CAPTION_DISTANCE = 60;
/** Minimum share of words that a region must have in common with the region that the user marked. */
const SAME_WORDS = 0.5;
/** Maximum number of characters that can be lost between two lines of the same block. */
const LOST = 3;

/** The part of a box that is inside a region, as a share of the box. */
function shareInside([left = 0, top = 0, right = 0, bottom = 0]: readonly number[], { box }: MarkedRegion): number {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box;
  const width = Math.max(1, right - left);
  const height = Math.max(1, bottom - top);
  const across = Math.max(0, Math.min(x1, left + width) - Math.max(x0, left));
  const down = Math.max(0, Math.min(y1, top + height) - Math.max(y0, top));
  return (across * down) / (width * height);
}

/** Divides boxes in their compact form. Each has the index of its page, and its edges. */
function* boxesIn(boxes: readonly number[]): Generator<{ page: number; box: number[] }> {
  for (let at = 0; at + 4 < boxes.length; at += 5) yield { page: boxes[at]!, box: boxes.slice(at + 1, at + 5) };
}

/** The part of some boxes that is inside a region, as a share of their area. */
export function insideOf(boxes: readonly number[], region: MarkedRegion): number {
  let whole = 0;
  let inside = 0;
  for (const { page, box } of boxesIn(boxes)) {
    const area = Math.max(1, box[2]! - box[0]!) * Math.max(1, box[3]! - box[1]!);
    whole += area;
    if (page === region.page) inside += area * shareInside(box, region);
  }
  return whole === 0 ? 0 : inside / whole;
}

/** How a block is affected by a region. Captions never are. */
export function effectOn(unit: Unit, boxes: readonly number[], region: MarkedRegion): "whole" | "part" | null {
  if (unit.class === "footnote" || isCaption(unit)) return null;
  if (region.as === "text" && unit.class !== "table-row") return null;
  const share = insideOf(boxes, region);
  if (share >= MOST) return "whole";
  return share > 0 && unit.class !== "table-row" ? "part" : null;
}

const isCaption = ({ text }: Unit): boolean => CAPTION_LABEL.test(text) || SOURCE_NOTE.test(text);

/** Whether a unit is the caption of a region: right above or below it, or inside it. */
export function isCaptionOf(unit: Unit, boxes: readonly number[], region: MarkedRegion): boolean {
  if (!CAPTION_LABEL.test(unit.text)) return false;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = region.box;
  return [...boxesIn(boxes)].some(
    ({ page, box: [left = 0, top = 0, right = 0, bottom = 0] }) =>
      page === region.page && left < x1 && right > x0 && top < y1 + CAPTION_DISTANCE && bottom > y0 - CAPTION_DISTANCE,
  );
}

/** Whether a region has the words of the region that the user marked, perhaps in the file of another edition. */
export function isSameRegion({ text }: MarkedRegion, { lines }: RegionContent): boolean {
  const wanted = wordsOf(text);
  if (wanted.length === 0) return true;
  const found = new Set(wordsOf(lines.join(" ")));
  return wanted.filter((word) => found.has(word)).length >= SAME_WORDS * wanted.length;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Removes the lines of a region from a text. @returns the rest; undefined if they aren't part of it */
export function withoutLines(
  children: readonly PhrasingContent[],
  lines: readonly string[],
): PhrasingContent[] | undefined {
  const { text, offsets } = characters(flatText(children));
  let start: number | undefined;
  let end = 0;
  for (const line of lines) {
    const sought = characters(line).text;
    if (sought === "") continue;
    const at = text.indexOf(sought, end);
    if (at < 0 || (start !== undefined && at > end + LOST)) continue;
    start ??= at;
    end = at + sought.length;
  }
  if (start === undefined) return undefined;
  return trimmed(removed(children, offsets[start]!, (offsets[end - 1] ?? 0) + 1));
}

/** The letters and digits of a text, and their offsets. The lines of a page differ from its text in spaces and hyphens. */
function characters(flat: string): { text: string; offsets: number[] } {
  const offsets: number[] = [];
  let text = "";
  for (let at = 0; at < flat.length; at++) {
    if (!/[\p{L}\p{N}]/u.test(flat[at]!)) continue;
    text += flat[at]!;
    offsets.push(at);
  }
  return { text, offsets };
}

/** A new block, and its box. */
interface Made {
  node: TableRow | Paragraph;
  boxes: number[];
}

/**
 * The nodes for the content of a region, and the blocks among them; null if there is nothing to add.
 *
 * @param gone the nodes that the region replaces, whose references to notes are kept
 * @param kept the text that stays, which is not added again
 */
export function nodesFor(
  { as }: MarkedRegion,
  { lines, rows, hasHeader, paragraphs = [], picture }: RegionContent,
  gone: readonly Nodes[],
  kept: string,
): { nodes: RootContent[]; made: Made[] } | null {
  if (as === "figure") {
    const image = picture && imageOf(picture, "", lines.join(" "));
    return image ? { nodes: [{ type: "paragraph", children: [image] }], made: [] } : null;
  }
  const references = [...leavesOf(gone)].filter((leaf) => leaf.type === "footnoteReference");
  const spans =
    as === "table"
      ? (rows ?? []).flatMap(({ content }) => content.flat())
      : paragraphs.flatMap(({ content }) => content);
  const markers = spans.filter((span) => "marker" in span).length;
  const next = markers === references.length ? references.values() : undefined;
  const write = (own: readonly Span[]) => own.map((span) => phrasingOf(span, next?.next().value));
  if (as === "text") {
    const known = characters(kept).text;
    const made = paragraphs
      .filter(({ content }) => !known.includes(characters(plainOf(content)).text))
      .map(({ content, place }) => ({ node: { type: "paragraph" as const, children: write(content) }, boxes: place }));
    return { nodes: made.map(({ node }) => node), made };
  }
  if (!rows || rows.length === 0) return null;
  const made = rows.map(({ content, place }, nth) => ({
    node: {
      type: "tableRow" as const,
      // Header cells are bold anyway.
      children: content.map((cell) => ({
        type: "tableCell" as const,
        children: write(hasHeader && nth === 0 ? cell.map(withoutStyle) : cell),
      })),
    },
    boxes: place,
  }));
  const own = made.map(({ node }) => node);
  const empty: TableRow = {
    type: "tableRow",
    children: (own[0]?.children ?? []).map(() => ({ type: "tableCell", children: [] })),
  };
  return { nodes: [{ type: "table", children: hasHeader ? own : [empty, ...own] }], made };
}

const plainOf = (spans: readonly Span[]): string => spans.map((span) => ("text" in span ? span.text : "")).join("");

const withoutStyle = (span: Span): Span => ("text" in span ? { text: span.text } : span);

function phrasingOf(span: Span, reference: Nodes | undefined): PhrasingContent {
  if ("marker" in span) {
    return reference?.type === "footnoteReference" ? reference : { type: "text", value: span.marker };
  }
  const text: PhrasingContent = { type: "text", value: span.text };
  const slanted: PhrasingContent = span.italic ? { type: "emphasis", children: [text] } : text;
  return span.bold ? { type: "strong", children: [slanted] } : slanted;
}

/** Index in the body before which the content of a region belongs, if it replaces no block. */
export function indexByPlace(
  root: Root,
  tops: ReadonlyMap<RootContent, readonly number[]>,
  region: MarkedRegion,
): number {
  const [x0 = 0, y0 = 0, x1 = 0] = region.box;
  let best = 0;
  for (const [index, child] of root.children.entries()) {
    const isBefore = [...boxesIn(tops.get(child) ?? [])].some(
      ({ page, box: [left = 0, , right = 0, bottom = 0] }) =>
        page < region.page || (page === region.page && bottom <= y0 + LOST && left < x1 && right > x0),
    );
    if (isBefore) best = index + 1;
  }
  return best;
}

/** The boxes of the figures in a text, by their node. */
export function figureBoxes(figures: readonly Paragraph[], layout: PageLayout | undefined): Map<Nodes, number[]> {
  return new Map(figures.map((figure, nth) => [figure, layout?.figures?.[nth] ?? []]));
}
