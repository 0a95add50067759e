/** How much room the page of a frame needs (`app/p/[token]/embed`): no script may run in it that could tell. */

interface FrameText {
  /** What the collection is called; null for a passage alone. */
  title: string | null;
  passages: readonly { quote: string; citation: string }[];
}

/** Pixels of a letter and a line, as the style sheet has them. Cyrillic letters are wider. */
const PROSE = { latin: 8.9, cyrillic: 10.2, line: 30.4 };
const SMALL = { latin: 6.7, cyrillic: 7.6, line: 18.9 };

/** Pixels beside the text of a frame, and beside that of a quote. */
const MARGINS = 40;
const QUOTE_MARGINS = MARGINS + 20;
/** Above the citation, between passages, below the title, and the link at the end with its margin. */
const GAPS = { citation: 12, passages: 24, title: 16, link: 52 };

/** The height in pixels in which all of a frame is to be seen, or a little more. */
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
