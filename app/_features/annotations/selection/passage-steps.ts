import type { Span } from "@/lib/anchoring/anchor";

/** The unit that a key moves the selection by. */
export type Unit = "word" | "sentence" | "block";

/** A keyboard selection as two word indices; `focus` is the end that moves. */
export interface Marked {
  anchor: number;
  focus: number;
}

/** A sentence or block: its span, and the indices of its first and last words. */
interface Stretch extends Span {
  first: number;
  last: number;
}

/** Returns a predicate that tells whether a stretch starts at or before a word. */
function beginsBy(word: number) {
  return ({ first }: Stretch) => first <= word;
}

/**
 * The words, sentences and blocks of a text, and how a keyboard selection moves over them. Words and sentences follow
 * Unicode (UAX #29), as segmented by the browser within each block.
 */
export class PassageSteps {
  private readonly words: Span[] = [];
  private readonly stretches: Readonly<Record<"sentence" | "block", Stretch[]>> = { sentence: [], block: [] };

  /**
   * @param text the canonical text
   * @param blocks its blocks, in order and disjoint; blocks without words are skipped
   */
  constructor(text: string, blocks: readonly Span[]) {
    const words = new Intl.Segmenter(undefined, { granularity: "word" });
    const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
    for (const block of blocks) {
      const first = this.words.length;
      for (const { segment, index } of sentences.segment(text.slice(block.start, block.end))) {
        const start = block.start + index;
        const firstOfSentence = this.words.length;
        for (const word of words.segment(segment)) {
          if (!word.isWordLike) continue;
          this.words.push({ start: start + word.index, end: start + word.index + word.segment.length });
        }
        this.add("sentence", { start, end: start + segment.trimEnd().length }, firstOfSentence);
      }
      this.add("block", block, first);
    }
  }

  private add(unit: "sentence" | "block", span: Span, first: number): void {
    const last = this.words.length - 1;
    if (last >= first) this.stretches[unit].push({ ...span, first, last });
  }

  /** The first word that ends after an offset, or else the last word. Null in a text without words. */
  from(offset: number): Marked | null {
    if (this.words.length === 0) return null;
    const found = this.words.findIndex(({ end }) => end > offset);
    const word = found < 0 ? this.words.length - 1 : found;
    return { anchor: word, focus: word };
  }

  /** The words that a span overlaps. */
  touching({ start, end }: Span): Marked | null {
    const marked = this.from(start);
    if (!marked) return null;
    const next = this.words.findIndex((word) => word.start >= end);
    const last = next < 0 ? this.words.length - 1 : next - 1;
    return { anchor: marked.anchor, focus: Math.max(marked.anchor, last) };
  }

  /**
   * Selects the next or previous word. For sentences and blocks, first selects the one at the current position, and
   * moves to the next or previous one only if that is already selected.
   */
  move({ anchor, focus }: Marked, unit: Unit, by: 1 | -1): Marked {
    const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)];
    if (unit === "word") {
      const word = this.clamp(by === 1 ? last + 1 : first - 1);
      return { anchor: word, focus: word };
    }
    const stretches = this.stretches[unit];
    const here = stretches.findLastIndex(beginsBy(first));
    const around = stretches[here]!;
    const isWhole = around.first === first && around.last === last;
    const next = isWhole ? (stretches[here + by] ?? around) : around;
    return { anchor: next.first, focus: next.last };
  }

  /** Moves the focus of the selection by a word, or to the next edge of a sentence or block. */
  extend({ anchor, focus }: Marked, unit: Unit, by: 1 | -1): Marked {
    if (unit === "word") return { anchor, focus: this.clamp(focus + by) };
    const stretches = this.stretches[unit];
    const here = stretches.findLastIndex(beginsBy(focus));
    const isAfter = by === 1 ? focus >= anchor : focus > anchor;
    // If the focus is after the anchor, it is on the last word of a stretch; if it is before the anchor, it is on the
    // first word.
    const edge = ({ first, last }: Stretch) => (isAfter ? last : first);
    const around = edge(stretches[here]!);
    const isBeyond = by === 1 ? around > focus : around < focus;
    const next = isBeyond ? around : edge(stretches[here + by] ?? stretches[here]!);
    const crosses = isAfter ? next < anchor : next > anchor;
    return { anchor, focus: crosses ? anchor : next };
  }

  /** The selected span. A selection of whole sentences includes the punctuation around them. */
  span({ anchor, focus }: Marked): Span {
    const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)];
    const { sentence } = this.stretches;
    const from = sentence.findLast(beginsBy(first))!;
    const to = sentence.findLast(beginsBy(last))!;
    const isWhole = from.first === first && to.last === last;
    return isWhole
      ? { start: from.start, end: to.end }
      : { start: this.words[first]!.start, end: this.words[last]!.end };
  }

  private clamp(word: number): number {
    return Math.min(Math.max(word, 0), this.words.length - 1);
  }
}
