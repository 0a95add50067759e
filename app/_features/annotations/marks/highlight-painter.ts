"use client";

import { useLayoutEffect, useRef } from "react";
import { type Piece, pieceFinder, rangeOfPiece } from "@/app/_features/text";
import { inOwnTask } from "@/app/_ui/in-own-task";
import type { Span } from "@/lib/anchoring/anchor";
import { usePage } from "../state/context";
import { watchNearText } from "./near-text";
import { type Mark, useMarks } from "./use-marks";

/**
 * Paints marks over the text without changing the DOM. There is one CSS highlight for each style.
 *
 * @param isCovered whether the text is hidden behind the pages of its file
 */
export function useHighlightPaint(isCovered: boolean): void {
  const { text } = usePage();
  const marks = useMarks();
  const painter = useRef<HighlightPainter | null>(null);

  useLayoutEffect(() => {
    if (!text.current || !("highlights" in CSS)) return;
    const made = new HighlightPainter(text.current);
    painter.current = made;
    return () => made.clear();
  }, [text]);
  useLayoutEffect(() => painter.current?.cover(isCovered), [isCovered]);
  useLayoutEffect(() => {
    for (const mark of marks) painter.current?.paint(mark);
  }, [marks]);
}

/** One CSS highlight: the pieces to paint, and the painted ranges, both keyed by piece. */
interface Style {
  highlight: Highlight;
  spans: readonly Span[];
  wanted: ReadonlyMap<number, Piece>;
  ranges: Map<number, Range>;
}

/** A number greater than any offset, so that a piece's start and end can be combined into one number. */
const OFFSETS = 2 ** 26;

/**
 * If there are no more pieces than this, all of them are painted. Otherwise, only those near the window are (and none of
 * a text that is covered), because
 * Chromium revalidates every painted range after each change on the page
 * (`HighlightRegistry::ValidateHighlightMarkers`), which takes several frames for thousands of ranges.
 */
const ALL_PIECES = 300;

/**
 * Paints spans over the text with the CSS Custom Highlight API: one Highlight per style; the text nodes stay unchanged.
 * Updates are incremental, so adding a highlight takes the same time whether there are a few others or thousands. A
 * span across several paragraphs is painted in pieces, because the whitespace between them isn't part of its text.
 */
class HighlightPainter {
  readonly #styles = new Map<string, Style>();
  readonly #piecesOf: (span: Span) => Piece[];
  readonly #endWatching: () => void;
  /** The part of the text near the window; null until known. */
  #near: Span | null = null;
  #isCovered = false;

  /** @param root the element that contains the report's text, which doesn't change */
  constructor(root: Element) {
    let find: ReturnType<typeof pieceFinder> | undefined;
    // Created only when it is needed, because reading all runs of the text takes a few milliseconds, and the page has
    // only just become interactive.
    this.#piecesOf = (span) => {
      find ??= pieceFinder(root);
      return find(span);
    };
    const keepNear = (near: Span) => {
      this.#near = near;
      this.#updateLarge();
    };
    this.#endWatching = inOwnTask(() => watchNearText(root, keepNear));
  }

  /** Paints a mark instead of the earlier one in its style. */
  paint({ style: name, spans, priority }: Mark): void {
    const style = this.#styles.get(name) ?? this.#begin(name, priority);
    if (isSame(style.spans, spans)) return;
    style.spans = spans;
    style.wanted = new Map(spans.flatMap(this.#piecesOf).map((piece) => [piece.start * OFFSETS + piece.end, piece]));
    this.#update(style);
  }

  /** Sets whether the text is hidden. Its marks are needed for printing even then. */
  cover(isCovered: boolean): void {
    if (this.#isCovered === isCovered) return;
    this.#isCovered = isCovered;
    this.#updateLarge();
  }

  #updateLarge(): void {
    for (const style of this.#styles.values()) if (style.wanted.size > ALL_PIECES) this.#update(style);
  }

  /** The part of the text whose marks are painted if there are many. */
  #visible(): Span | null {
    const isPrinted = this.#near?.end === Number.POSITIVE_INFINITY;
    return this.#isCovered && !isPrinted ? null : this.#near;
  }

  #update({ highlight, wanted, ranges }: Style): void {
    const near = wanted.size > ALL_PIECES ? this.#visible() : { start: 0, end: OFFSETS };
    const isNear = ({ start, end }: Span) => near !== null && start < near.end && end > near.start;
    for (const [key, range] of ranges) {
      const piece = wanted.get(key);
      if (piece && isNear(piece)) continue;
      highlight.delete(range);
      ranges.delete(key);
    }
    for (const [key, piece] of wanted) {
      if (!isNear(piece) || ranges.has(key)) continue;
      const range = rangeOfPiece(piece);
      if (!range) continue;
      highlight.add(range);
      ranges.set(key, range);
    }
  }

  #begin(name: string, priority: number): Style {
    const style: Style = { highlight: new Highlight(), spans: [], wanted: new Map(), ranges: new Map() };
    style.highlight.priority = priority;
    CSS.highlights.set(name, style.highlight);
    this.#styles.set(name, style);
    return style;
  }

  /** Removes everything that was painted. */
  clear(): void {
    this.#endWatching();
    for (const name of this.#styles.keys()) CSS.highlights.delete(name);
    this.#styles.clear();
  }
}

function isSame(some: readonly Span[], others: readonly Span[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  return some.every(({ start, end }, index) => start === others[index]!.start && end === others[index]!.end);
}
