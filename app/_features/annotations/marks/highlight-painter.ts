"use client";

import { useLayoutEffect, useRef } from "react";
import { type Piece, pieceFinder, rangeOfPiece } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { useAnnotations, useNotesShown, usePage } from "../state/context";
import { watchNearText } from "./near-text";
import { overlapsOf } from "./overlaps";

/** Later styles lie on earlier ones. */
const PRIORITY = { faint: 0, colour: 1, overlap: 2, linked: 3, active: 4 };

/**
 * Paints highlights over the text without touching it: one CSS highlight for each colour, one for where highlights lie
 * on each other, one for those that a filter leaves out, one for a passage that a link names, and one for the active highlight.
 */
export function useHighlightPaint(linked: Span | undefined): void {
  const { text } = usePage();
  const { clear, faint } = useNotesShown().painted;
  const active = useAnnotations((state) => state.current);
  const painter = useRef<HighlightPainter | null>(null);

  // Each as soon as it is known, and nothing again that stays as it is.
  useLayoutEffect(() => {
    if (!text.current || !("highlights" in CSS)) return;
    const made = new HighlightPainter(text.current);
    painter.current = made;
    return () => made.clear();
  }, [text]);

  useLayoutEffect(() => {
    for (const colour of COLOURS) {
      const own = clear.filter((highlight) => highlight.colour === colour);
      painter.current?.paint(`colour-${colour}`, own, PRIORITY.colour);
    }
    painter.current?.paint("overlap", overlapsOf(clear), PRIORITY.overlap);
  }, [clear]);
  useLayoutEffect(() => painter.current?.paint("faint", faint, PRIORITY.faint), [faint]);

  useLayoutEffect(() => painter.current?.paint("linked", linked ? [linked] : [], PRIORITY.linked), [linked]);
  useLayoutEffect(() => painter.current?.paint("active", active ? [active] : [], PRIORITY.active), [active]);
}

/** One CSS highlight: what it is to paint, and what it paints, by piece. */
interface Style {
  highlight: Highlight;
  spans: readonly Span[];
  wanted: ReadonlyMap<number, Piece>;
  ranges: Map<number, Range>;
}

/** Offsets are below this, so that both of a piece make one number. */
const OFFSETS = 2 ** 26;

/**
 * Up to so many pieces are all painted. Of more, only those near the window: Chromium looks up every painted range anew whenever
 * anything on the page has changed (`HighlightRegistry::ValidateHighlightMarkers`), which for thousands takes several frames.
 */
const ALL_PIECES = 300;

/**
 * Paints spans over the text with the CSS Custom Highlight API: one Highlight for each style, whose nodes stay as they are. What is
 * painted already is left alone, so that one highlight more among thousands costs what one among a few does. A span that goes over
 * several paragraphs is painted in pieces: what stands between them is none of its words.
 */
class HighlightPainter {
  readonly #styles = new Map<string, Style>();
  readonly #piecesOf: (span: Span) => Piece[];
  readonly #endWatching: () => void;
  /** The part of the text that is near the window; null before it is known. */
  #near: Span | null = null;

  /** @param root the element that holds the report's text, which does not change */
  constructor(root: Element) {
    this.#piecesOf = pieceFinder(root);
    this.#endWatching = watchNearText(root, (near) => {
      this.#near = near;
      for (const style of this.#styles.values()) if (style.wanted.size > ALL_PIECES) this.#update(style);
    });
  }

  /**
   * Says what is painted in a style from now on.
   *
   * @param name of the style, as `::highlight()` says it in the style sheet
   * @param priority of two styles at one place the higher lies above
   */
  paint(name: string, spans: readonly Span[], priority: number): void {
    const style = this.#styles.get(name) ?? this.#begin(name, priority);
    if (isSame(style.spans, spans)) return;
    style.spans = spans;
    style.wanted = new Map(spans.flatMap(this.#piecesOf).map((piece) => [piece.start * OFFSETS + piece.end, piece]));
    this.#update(style);
  }

  #update({ highlight, wanted, ranges }: Style): void {
    const near = wanted.size > ALL_PIECES ? this.#near : { start: 0, end: OFFSETS };
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

  /** Takes everything away that it has painted. */
  clear(): void {
    this.#endWatching();
    for (const name of this.#styles.keys()) CSS.highlights.delete(name);
    this.#styles.clear();
  }
}

function isSame(some: readonly Span[], others: readonly Span[]): boolean {
  if (some.length !== others.length) return false;
  return some.every(({ start, end }, index) => start === others[index]!.start && end === others[index]!.end);
}
