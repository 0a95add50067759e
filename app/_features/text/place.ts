/** A reading position: an element of the text and its distance from the top of the window, in CSS pixels. */
export interface Place {
  element: HTMLElement;
  top: number;
}

const HEADER_GAP = 12;

function blocksOf(root: Element): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-block]")];
}

/** The distance between the top of the window and the bottom of the header, in CSS pixels. */
export function headerBottom(): number {
  return document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
}

/** The first block that is at least partly below the header, and its position. */
export function placeAtTop(root: Element): Place | null {
  const element = blocksOf(root).find((block) => block.getBoundingClientRect().bottom > headerBottom());
  return element ? { element, top: element.getBoundingClientRect().top } : null;
}

/** Scrolls to a previous position and focuses its element. */
export function returnTo({ element, top }: Place): void {
  window.scrollBy({ top: element.getBoundingClientRect().top - top });
  element.focus({ preventScroll: true });
}

/** Where a passage is placed when it is scrolled into view, as a fraction of the window's height. */
const PASSAGE_HEIGHT = 0.3;

/**
 * Scrolls to a passage unless it is already fully visible.
 *
 * @param free the upper part of the window in which the passage must be visible, as a fraction; less than 1 if
 *   something covers the rest
 */
export function showRange(range: Range, free = 1): void {
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= headerBottom() && bottom <= window.innerHeight * free) return;
  window.scrollBy({ top: top - Math.max(window.innerHeight * free * PASSAGE_HEIGHT, headerBottom() + HEADER_GAP) });
}

/** Focuses the next or previous block, starting from the focused one or else from the top of the window. */
export function stepBlock(root: Element, by: 1 | -1): void {
  const blocks = blocksOf(root);
  const focused = blocks.indexOf(document.activeElement as HTMLElement);
  const top = headerBottom() + HEADER_GAP;
  const firstVisible = blocks.findIndex((block) => block.getBoundingClientRect().top >= top - 1);
  const next = blocks[focused >= 0 ? focused + by : by === 1 ? firstVisible : firstVisible - 1];
  if (!next) return;
  next.focus({ preventScroll: true });
  window.scrollBy({ top: next.getBoundingClientRect().top - top });
}
