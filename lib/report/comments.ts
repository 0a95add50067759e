/** A page comment: `<!-- page 8 -->`, or `<!-- page 8? -->` if the position of the page break is uncertain. */
export interface PageComment {
  page: number;
  certain: boolean;
}

const OPEN = "<!--";
const CLOSE = "-->";
const PAGE = /^\s*page\s+(\d{1,6})(\?)?\s*$/iu;
const LINE_BREAK = /<br\s*\/?>/giu;

/**
 * Reads raw HTML in a report's Markdown. Comments either mark where a page begins or are editorial remarks. Tags are
 * not supported in a report's Markdown, so they are kept as literal text and nothing is lost.
 *
 * @returns page comments and the text between them, in order, without other comments
 */
export function readHtml(html: string): (PageComment | string)[] {
  const parts: (PageComment | string)[] = [];
  const addText = (text: string) => {
    if (text.trim() !== "") parts.push(text.replace(LINE_BREAK, "\n"));
  };
  let at = 0;
  for (;;) {
    const start = html.indexOf(OPEN, at);
    const end = start < 0 ? -1 : html.indexOf(CLOSE, start + OPEN.length);
    if (end < 0) break;
    addText(html.slice(at, start));
    const page = PAGE.exec(html.slice(start + OPEN.length, end));
    if (page) parts.push({ page: Number(page[1]), certain: page[2] === undefined });
    at = end + CLOSE.length;
  }
  addText(html.slice(at));
  return parts;
}

/** Whether a piece of raw HTML renders nothing. */
export function isOnlyComments(html: string): boolean {
  return readHtml(html).every((part) => typeof part !== "string");
}
