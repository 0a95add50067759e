import type { Box, Page } from "./page";

/** "p. 12", or "p. 12?" if the page is uncertain, without spaces. */
const MARK = /^p\.\d{1,4}\??$/u;
/** Maximum size of a mark's frame, in points. */
const MAX_WIDTH = 60;
const MAX_HEIGHT = 24;

/**
 * Removes the framed page numbers that Concord prints at the places where the pages of the original began. They are not
 * part of the text.
 */
export function withoutPageMarks(page: Page): Page {
  const frames = page.drawings.filter(
    (frame) => frame.x1 - frame.x0 <= MAX_WIDTH && frame.y1 - frame.y0 <= MAX_HEIGHT && MARK.test(textIn(frame, page)),
  );
  if (frames.length === 0) return page;
  return {
    ...page,
    glyphs: page.glyphs.filter((glyph) => !frames.some((frame) => isInside(glyph, frame))),
    drawings: page.drawings.filter((drawing) => !frames.includes(drawing)),
  };
}

const textIn = (frame: Box, { glyphs }: Page): string =>
  glyphs
    .filter((glyph) => isInside(glyph, frame))
    .map(({ text }) => text.trim())
    .join("");

function isInside({ x0, y0, x1, y1 }: Box, frame: Box): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return x > frame.x0 && x < frame.x1 && y > frame.y0 && y < frame.y1;
}
