"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import { inOwnTask } from "@/app/_ui/in-own-task";
import type { Span } from "@/lib/anchoring/anchor";
import { watchNearText } from "./near-text";
import { type Piece, pieceFinder, rangeOfPiece } from "./text-offsets";

/** Spans that are marked in the same style. */
export interface Mark {
  /** The style's name in `::highlight()`. */
  style: string;
  spans: readonly Span[];
  /** Styles with a higher priority are painted on top. */
  priority: number;
}

/**
 * Paints marks over the text without changing the DOM. There is one CSS highlight for each style.
 *
 * @param text the element that contains the report's text. All of it must be on the page once there are marks.
 * @param marks a mark that hasn't changed should be the same object or have the same spans
 * @param isCovered whether the text is hidden behind the pages of its file
 */
export function useHighlightPainter(
  text: RefObject<HTMLElement | null>,
  marks: readonly Mark[],
  isCovered: boolean,
): void {
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
 * Paints spans over the text with the CSS Custom Highlight API: one Highlight per style; the text nodes stay unchanged.
 * Updates are incremental, so adding a highlight takes the same time whether there are a few others or thousands. A
 * span across several paragraphs is painted in pieces, because the whitespace between them isn't part of its text.
 */
class HighlightPainter {
  readonly #styles = new Map<string, Style>();
  readonly #root: Element;
  /**
   * Splits spans into pieces. Created only when it is needed, because finding all runs of the text takes a few
   * milliseconds, and the page has only just become interactive.
   */
  #piecesOf: ((span: Span) => Piece[]) | null = null;
  /** Stops tracking which part of the text is near the window; null while that doesn't matter. */
  #endWatching: (() => void) | null = null;
  readonly #printing = new AbortController();
  /** The part of the text near the window; null until known. */
  #near: Span | null = null;
  #isCovered = false;
  #isPrinting = false;

  /** @param root the element that contains the report's text */
  constructor(root: Element) {
    this.#root = root;
    const { signal } = this.#printing;
    window.addEventListener("beforeprint", () => this.#print(true), { signal });
    window.addEventListener("afterprint", () => this.#print(false), { signal });
  }

  /** Paints a mark instead of the earlier one in its style. */
  paint({ style: name, spans, priority }: Mark): void {
    const style = this.#styles.get(name) ?? this.#begin(name, priority);
    if (isSame(style.spans, spans)) return;
    style.spans = spans;
    style.wanted = this.#split(spans);
    this.#watch();
    this.#update(style);
  }

  #split(spans: readonly Span[]): Map<number, Piece> {
    if (spans.length === 0) return new Map();
    this.#piecesOf ??= pieceFinder(this.#root);
    return new Map(spans.flatMap(this.#piecesOf).map((piece) => [piece.start * OFFSETS + piece.end, piece]));
  }

  /** Sets whether the text is hidden. Its marks are needed for printing even then. */
  cover(isCovered: boolean): void {
    if (this.#isCovered === isCovered) return;
    this.#isCovered = isCovered;
    this.#watch();
    this.#updateAll();
  }

  #print(isPrinting: boolean): void {
    this.#isPrinting = isPrinting;
    this.#updateAll();
  }

  /**
   * Tracks which part of the text is near the window while there are marks to paint. With thousands of blocks, tracking
   * takes several milliseconds of each frame in which the page scrolls.
   */
  #watch(): void {
    const isNeeded = !this.#isCovered && [...this.#styles.values()].some(({ wanted }) => wanted.size > 0);
    if (isNeeded === (this.#endWatching !== null)) return;
    this.#endWatching?.();
    this.#endWatching = null;
    this.#near = null;
    if (!isNeeded) return;
    const keepNear = (near: Span) => {
      this.#near = near;
      this.#updateAll();
    };
    this.#endWatching = inOwnTask(() => watchNearText(this.#root, keepNear));
  }

  #updateAll(): void {
    for (const style of this.#styles.values()) this.#update(style);
  }

  /** The part of the text to paint; null for nothing. */
  #painted(): Span | null {
    if (this.#isPrinting) return { start: 0, end: OFFSETS };
    return this.#isCovered ? null : this.#near;
  }

  #update(style: Style): void {
    const { highlight, wanted, ranges } = style;
    const painted = this.#painted();
    const isNear = ({ start, end }: Span) => painted !== null && start < painted.end && end > painted.start;
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
    this.#endWatching?.();
    this.#printing.abort();
    for (const name of this.#styles.keys()) CSS.highlights.delete(name);
    this.#styles.clear();
  }
}

function isSame(some: readonly Span[], others: readonly Span[]): boolean {
  if (some === others) return true;
  if (some.length !== others.length) return false;
  return some.every(({ start, end }, index) => start === others[index]!.start && end === others[index]!.end);
}
