/**
 * Estimates the height of an embedded page (`app/p/[token]/embed`), which can't measure its own height, because no
 * script may run in it.
 */

interface FrameText {
  /** The title of the collection; null for a single passage. */
  title: string | null;
  passages: readonly { quote: string; citation: string }[];
}

/** Average width of a letter and height of a line, in pixels, as in the style sheet. Cyrillic letters are wider. */
const PROSE = { latin: 8.9, cyrillic: 10.2, line: 30.4 };
const SMALL = { latin: 6.7, cyrillic: 7.6, line: 18.9 };

/** Horizontal margins of the frame and of a quote, in pixels. */
const MARGINS = 40;
const QUOTE_MARGINS = MARGINS + 20;
/**
 * Heights, in pixels, of the gaps above the citation, between passages and below the title, and of the link at the end,
 * including its margin.
 */
const GAPS = { citation: 12, passages: 24, title: 16, link: 52 };

/** The height in pixels at which the whole frame is visible, or slightly more. */
export function frameHeight({ title, passages }: FrameText, width: number): number {
  const heights = passages.map(
    ({ quote, citation }) =>
      heightOf(quote, PROSE, width - QUOTE_MARGINS) + GAPS.citation + heightOf(citation, SMALL, width - MARGINS),
  );
  const between = GAPS.passages * Math.max(0, passages.length - 1);
  const head = title === null ? 0 : heightOf(title, PROSE, width - MARGINS) + GAPS.title;
  return Math.ceil(MARGINS + head + heights.reduce((sum, height) => sum + height, between) + GAPS.link);
}

function heightOf(text: string, { latin, cyrillic, line }: typeof PROSE, width: number): number {
  const lines = text.split("\n").map((part) => {
    const wide = part.match(/[\u0400-\u052F]/gu)?.length ?? 0;
    return Math.max(1, Math.ceil((wide * cyrillic + (part.length - wide) * latin) / Math.max(1, width)));
  });
  return lines.reduce((sum, count) => sum + count, 0) * line;
}
