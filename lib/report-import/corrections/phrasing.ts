import type { Nodes, PhrasingContent } from "mdast";
import { collapsed } from "./excerpts";
import type { Place } from "./schemas";
import { isTurn, leafText, leavesOf } from "./units";

/**
 * The text of phrasing content with its original whitespace. Offsets in this module count UTF-16 code units of that
 * text.
 */
export const flatText = (nodes: readonly Nodes[]): string => [...leavesOf(nodes)].map(leafText).join("");

/**
 * Finds a place by the text around it.
 *
 * @returns the matching offset that is closest to the place's original offset; undefined if the text doesn't occur
 */
export function offsetOf(flat: string, { at, before, after }: Place): number | undefined {
  const { text, offsets } = squeezed(flat);
  const start = squeezed(before).text;
  const wanted = squeezed(before + after).text;
  const lead = wanted.length - wanted.trimStart().length;
  const sought = wanted.trim();
  if (sought === "") return undefined;
  let best: number | undefined;
  for (let found = text.indexOf(sought); found >= 0; found = text.indexOf(sought, found + 1)) {
    const place = found + start.length - lead;
    if (best === undefined || Math.abs(place - at) < Math.abs(best - at)) best = place;
  }
  return best === undefined ? undefined : (offsets[best] ?? flat.length);
}

/** A text with its whitespace collapsed to single spaces, and the original offset of each character. */
function squeezed(flat: string): { text: string; offsets: number[] } {
  const characters: string[] = [];
  const offsets: number[] = [];
  for (let at = 0; at < flat.length; at++) {
    const isSpace = /\s/u.test(flat[at]!);
    if (isSpace && characters.at(-1) === " ") continue;
    characters.push(isSpace ? " " : flat[at]!);
    offsets.push(at);
  }
  return { text: characters.join(""), offsets };
}

/** Cuts phrasing content in two. Markers and page breaks at the cut stay with the text before the cut. */
export function cut(nodes: readonly PhrasingContent[], offset: number): [PhrasingContent[], PhrasingContent[]] {
  const before: PhrasingContent[] = [];
  const after: PhrasingContent[] = [];
  let at = 0;
  for (const node of nodes) {
    const { length } = flatText([node]);
    const inside = offset - at;
    at += length;
    if (inside >= length) before.push(node);
    else if (inside <= 0) after.push(node);
    else if (node.type === "text" || node.type === "inlineCode") {
      before.push({ ...node, value: node.value.slice(0, inside) });
      after.push({ ...node, value: node.value.slice(inside) });
    } else if ("children" in node) {
      const [left, right] = cut(node.children as PhrasingContent[], inside);
      before.push({ ...node, children: left } as PhrasingContent);
      after.push({ ...node, children: right } as PhrasingContent);
    } else before.push(node);
  }
  return [withoutEmpty(before), withoutEmpty(after)];
}

/** Removes a range of text. Markers and page breaks inside it are kept. */
export function removed(nodes: readonly PhrasingContent[], start: number, end: number): PhrasingContent[] {
  const [before, rest] = cut(nodes, start);
  const [inside, after] = cut(rest, end - start);
  return [...before, ...([...leavesOf(inside)].filter((leaf) => leafText(leaf) === "") as PhrasingContent[]), ...after];
}

/** Removes whitespace at both ends, because Markdown can't represent it. */
export function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const flat = flatText(nodes);
  const start = flat.length - flat.trimStart().length;
  const end = flat.trimEnd().length;
  return start >= end ? [...nodes] : removed(removed(nodes, end, flat.length), 0, start);
}

/** The comments that mark the start of a page. */
export const turnsIn = (nodes: readonly Nodes[]): PhrasingContent[] =>
  [...leavesOf(nodes)].filter(isTurn) as PhrasingContent[];

/**
 * Joins two texts with a space. A hyphen at the end of the first is removed if the second begins in lower case, because
 * it most likely divides a word between two lines.
 */
export function joined(
  first: readonly PhrasingContent[],
  between: readonly PhrasingContent[],
  second: readonly PhrasingContent[],
): PhrasingContent[] {
  const flat = flatText(first);
  const isDivided = /\p{L}[-\u00ad\u2010]$/u.test(flat) && /^\p{Ll}/u.test(flatText(second));
  const start = isDivided ? removed(first, flat.length - 1, flat.length) : first;
  const space: PhrasingContent[] = isDivided || collapsed(flat) === "" ? [] : [{ type: "text", value: " " }];
  return [...start, ...between, ...space, ...second];
}

/** Drops empty text and empty formatting. */
function withoutEmpty(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.filter((node) =>
    "children" in node ? node.children.length > 0 : !("value" in node) || node.value !== "",
  );
}

/** A text without the given ranges, which are in order and don't overlap. */
export function without(
  children: PhrasingContent[],
  ranges: readonly (readonly [number, number])[],
): PhrasingContent[] {
  return ranges.toReversed().reduce((rest, [start, end]) => removed(rest, start, end), children);
}

/** Replaces line breaks with spaces, because a heading can't have line breaks. */
export function textOnOneLine(children: readonly PhrasingContent[]): PhrasingContent[] {
  return children.map((child) => (child.type === "break" ? { type: "text", value: " " } : child));
}

/** The offsets of page breaks in a text. */
export function turnOffsets(children: readonly PhrasingContent[]): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const leaf of leavesOf(children)) {
    if (isTurn(leaf)) offsets.push(at);
    else at += flatText([leaf]).length;
  }
  return offsets;
}

/** The last page that begins within a text. */
export function lastPage(children: readonly PhrasingContent[]): number | undefined {
  const last = turnsIn(children).at(-1);
  const number = last?.type === "html" ? /\d+/u.exec(last.value)?.[0] : undefined;
  return number === undefined ? undefined : Number(number);
}
