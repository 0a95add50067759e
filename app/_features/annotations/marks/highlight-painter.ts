import { type Piece, pieceFinder, rangeOfPiece } from "@/app/_features/text";
import type { Span } from "@/lib/anchoring/anchor";
import { watchNearText } from "./near-text";

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
export class HighlightPainter {
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
