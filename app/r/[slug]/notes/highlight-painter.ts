import { rangeFinder } from "../text-offsets";
import type { Span } from "./overlaps";

/** One CSS highlight: what it paints, by span. */
interface Painted {
  highlight: Highlight;
  ranges: Map<number, Range>;
}

/** Offsets are below this, so that both of a span make one number. */
const OFFSETS = 2 ** 26;

/**
 * Paints spans over the text with the CSS Custom Highlight API: one Highlight for each style, whose nodes stay as they are. What is
 * painted already is left alone, so that one highlight more among thousands costs what one among a few does.
 */
export class HighlightPainter {
  private readonly styles = new Map<string, Painted>();
  private readonly rangeOf: (span: Span) => Range | null;

  /** @param root the element that holds the report's text, which does not change */
  constructor(root: Element) {
    this.rangeOf = rangeFinder(root);
  }

  /**
   * Says what is painted in a style from now on.
   *
   * @param style as `::highlight()` names it in the style sheet
   * @param priority of two styles at one place the higher lies above
   */
  paint(style: string, spans: readonly Span[], priority: number): void {
    const { highlight, ranges } = this.styles.get(style) ?? this.begin(style, priority);
    const wanted = new Map(spans.map((span) => [span.start * OFFSETS + span.end, span]));
    for (const [key, range] of ranges) {
      if (wanted.has(key)) continue;
      highlight.delete(range);
      ranges.delete(key);
    }
    for (const [key, span] of wanted) {
      const range = ranges.has(key) ? null : this.rangeOf(span);
      if (!range) continue;
      highlight.add(range);
      ranges.set(key, range);
    }
  }

  private begin(style: string, priority: number): Painted {
    const painted: Painted = { highlight: new Highlight(), ranges: new Map() };
    painted.highlight.priority = priority;
    CSS.highlights.set(style, painted.highlight);
    this.styles.set(style, painted);
    return painted;
  }

  /** Takes everything away that it has painted. */
  clear(): void {
    for (const style of this.styles.keys()) CSS.highlights.delete(style);
    this.styles.clear();
  }
}
