/** A page comment: `<!-- page 8 -->`, or `<!-- page 8? -->` where the break is not certain. */
export interface PageComment {
  page: number;
  certain: boolean;
}

const COMMENT = /<!--([\s\S]*?)-->/gu;
const PAGE = /^\s*page\s+(\d{1,6})(\?)?\s*$/iu;

/**
 * Reads a piece of raw HTML in a report's Markdown. Comments say where pages begin or are the editor's own; tags are no
 * part of a report's Markdown and are kept as the text they are, so that nothing is lost.
 *
 * @returns page comments and the text between them, in order; other comments are left out
 */
export function readHtml(html: string): (PageComment | string)[] {
  const parts: (PageComment | string)[] = [];
  const addText = (text: string) => {
    if (text.trim() !== "") parts.push(text.replace(/<br\s*\/?>/giu, "\n"));
  };
  let at = 0;
  for (const comment of html.matchAll(COMMENT)) {
    addText(html.slice(at, comment.index));
    at = comment.index + comment[0].length;
    const page = PAGE.exec(comment[1] ?? "");
    if (page) parts.push({ page: Number(page[1]), certain: page[2] === undefined });
  }
  addText(html.slice(at));
  return parts;
}
