/** Where a reader is: an element of the text, and how far below the top of the window it stands, in CSS pixels. */
export interface Place {
  element: HTMLElement;
  top: number;
}

const HEADER_GAP = 12;

function blocksOf(root: Element): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-block]")];
}

function headerBottom(): number {
  return document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
}

/** The first block that is not wholly above the window, and where it stands. */
export function placeAtTop(root: Element): Place | null {
  const element = blocksOf(root).find((block) => block.getBoundingClientRect().bottom > headerBottom());
  return element ? { element, top: element.getBoundingClientRect().top } : null;
}

/** Scrolls back to a place and puts the focus there. */
export function returnTo({ element, top }: Place): void {
  window.scrollBy({ top: element.getBoundingClientRect().top - top });
  element.focus({ preventScroll: true });
}

/** The part of the window, from its top, at which a passage is shown that has to be scrolled to. */
const PASSAGE_HEIGHT = 0.3;

/**
 * Scrolls to a passage, unless all of it can be seen already.
 *
 * @param free the upper part of the window in which it has to be seen: less than 1 where something lies over the rest
 */
export function showRange(range: Range, free = 1): void {
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= headerBottom() && bottom <= window.innerHeight * free) return;
  window.scrollBy({ top: top - Math.max(window.innerHeight * free * PASSAGE_HEIGHT, headerBottom() + HEADER_GAP) });
}

/** Moves the focus to the next or previous block: from the block that has it, else from the top of the window. */
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
